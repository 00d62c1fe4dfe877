import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.MessageDigest;
import java.security.Security;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** Tokens and rejections judged by BouncyCastle; the arguments are the URLs of the TSAs. */
class BouncyCastleCase {
    private static final byte[] DATA = "what is to be proven to have existed".getBytes();

    public static void main(String[] urls) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        for (String url : urls) {
            granted(url, TSPAlgorithms.SHA256, "SHA-256");
            granted(url, TSPAlgorithms.SHA384, "SHA-384");
            granted(url, TSPAlgorithms.SHA512, "SHA-512");
            granted(url, NISTObjectIdentifiers.id_sha3_256, "SHA3-256");
            granted(url, NISTObjectIdentifiers.id_sha3_512, "SHA3-512");
            rejected(url, "1.2.3.99", TSPAlgorithms.SHA256, "SHA-256", PKIFailureInfo.unacceptedPolicy);
            rejected(url, null, TSPAlgorithms.SHA1, "SHA-1", PKIFailureInfo.badAlg);
        }
    }

    private static void granted(String url, ASN1ObjectIdentifier hash, String name) throws Exception {
        TimeStampRequest request = request(null, hash, name, 64);
        TimeStampResponse response = new TimeStampResponse(post(url, request.getEncoded()));
        response.validate(request);
        TimeStampToken token = response.getTimeStampToken();
        Object found = token.getCertificates().getMatches(token.getSID()).iterator().next();
        var verifier = new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build((X509CertificateHolder) found);
        token.validate(verifier);
        check(token.getTimeStampInfo().getGenTimeAccuracy().getSeconds() == 1, "accuracy of a second");
        check(!token.getTimeStampInfo().isOrdered(), "no ordering");
        try {
            response.validate(request(null, hash, name, 65));
            check(false, "another request is refused");
        } catch (TSPException refused) {
            System.out.println("granted " + name);
        }
    }

    private static void rejected(String url, String policy, ASN1ObjectIdentifier hash, String name, int bit) throws Exception {
        TimeStampRequest request = request(policy, hash, name, 64);
        TimeStampResponse response = new TimeStampResponse(post(url, request.getEncoded()));
        check(response.getStatus() == 2 && response.getTimeStampToken() == null, "a rejection");
        check(response.getFailInfo().intValue() == bit, "failInfo " + response.getFailInfo());
        check(response.getStatusString() != null, "a text");
        System.out.println("rejected " + name);
    }

    private static TimeStampRequest request(String policy, ASN1ObjectIdentifier hash, String name, int bit) throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        if (policy != null) {
            generator.setReqPolicy(new ASN1ObjectIdentifier(policy));
        }
        byte[] digest = MessageDigest.getInstance(name).digest(DATA);
        return generator.generate(hash, digest, BigInteger.ONE.shiftLeft(bit));
    }

    private static byte[] post(String url, byte[] query) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/timestamp-query");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(query);
        }
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
