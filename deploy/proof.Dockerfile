# Image of tsa-proof and proof. Build it from the top of the repository:
#
#   docker build -f deploy/proof.Dockerfile -t tsa-proof .
#
# Serve:  docker run -p 127.0.0.1:3181:3181 -v /srv/proof/etc:/etc/tsa-proof:ro -v /srv/proof/state:/var/lib/tsa-proof tsa-proof
#
# Inside, the listener has to be on 0.0.0.0:3181; publish the port to the reverse proxy alone.

FROM rust:1.95-slim-bookworm AS build
# aws-lc-sys compiles C and assembler; the browser's engine is compiled by Debian's rustc-web.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends cmake gcc g++ make perl rustc-web rust-web-src cargo-web lld \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN cargo build --locked --release --package tsa-proof

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 3181 tsa-proof \
    && useradd --system --uid 3181 --gid tsa-proof --home-dir /var/lib/tsa-proof --shell /usr/sbin/nologin tsa-proof \
    && install --directory --owner=tsa-proof --group=tsa-proof --mode=0700 /var/lib/tsa-proof
COPY --from=build /source/target/release/tsa-proof /source/target/release/proof /usr/bin/
COPY deploy/proof.toml /usr/share/doc/tsa-proof/proof.toml
USER tsa-proof:tsa-proof
WORKDIR /var/lib/tsa-proof
VOLUME /var/lib/tsa-proof
EXPOSE 3181
# SIGTERM answers what was begun: give it longer than http.drain-timeout, `docker stop --timeout 35`.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/tsa-proof"]
CMD ["--config", "/etc/tsa-proof/proof.toml"]
