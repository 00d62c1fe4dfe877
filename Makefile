# The two commands: `make run` starts authority and proof service with nothing configured, `make test` runs every check.

CARGO ?= cargo
export CARGO_TERM_COLOR ?= auto

.PHONY: help run test tools wasm lint build unit doc deny bench clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: wasm ## Build and serve: the authority on http://127.0.0.1:3180/tsa, the proof service on http://127.0.0.1:3181/
	$(CARGO) build --locked -p tsa-server -p tsa-proof
	@exec "$${CARGO_TARGET_DIR:-target}/debug/tsa-proof" --dev --with-authority --log-level warn

test: tools lint build unit doc deny ## Everything a change must pass
	@$(CARGO) run --quiet --locked -p conformance-tests --bin conformance-report

tools: ## Install what the tests need, or say what to install
	@sh conformance-tests/tools.sh

wasm: ## The browser's engine, target/wasm/tsa.wasm (nothing to do unless its sources changed)
	@sh tsa-wasm/build.sh >/dev/null

lint: wasm ## Formatting and clippy, warnings are errors
	$(CARGO) fmt --all --check
	$(CARGO) fmt --manifest-path tsa-wasm/Cargo.toml --check
	$(CARGO) clippy --manifest-path tsa-wasm/Cargo.toml --target-dir target/wasm/lint -- -D warnings
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings

build: wasm ## The binaries that the suite runs
	$(CARGO) build --locked --workspace --bins

unit: build ## Unit tests, stories and the conformance suite
	@rm -rf target/conformance-report
	$(CARGO) test --locked --workspace --no-fail-fast

doc: ## The documentation of every crate, warnings are errors
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps --quiet

deny: ## Licences, banned crates, sources
	PATH="$(CURDIR)/target/tools/bin:$$PATH" $(CARGO) deny --locked check --hide-inclusion-graph bans licenses sources

bench: wasm ## Figures side by side, on one core (release profile)
	$(CARGO) build --locked --release -p tsa-server
	$(CARGO) bench --locked -p conformance-tests --bench issuance
	$(CARGO) bench --locked -p conformance-tests --bench hashing

clean: ## Remove the build and the throw-away state of `make run`
	$(CARGO) clean
	rm -rf .tsa-dev .tsa-dev.watermark .proof-dev
