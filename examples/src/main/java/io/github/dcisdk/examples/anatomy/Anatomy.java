package io.github.dcisdk.examples.anatomy;

import io.github.dcisdk.json.DciDateTime;
import io.github.dcisdk.json.JsonSlice;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.message.MsgHeader;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.message.SearchRequestItem;
import io.github.dcisdk.security.EnvelopeWriter;
import io.github.dcisdk.security.SignatureScheme;
import io.github.dcisdk.security.SignatureSchemes;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import io.github.dcisdk.security.VerificationKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/**
 * Prints how a signed message is made, and why messages are refused. With arguments it explains a message of somebody
 * else's: {@code <file with the body> <sender_id> <key id> <file with the public key, PEM> [scheme]}.
 */
public final class Anatomy {
    private static final String SENDER = "spmis.example.gov";
    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    private final PrintStream out;

    private Anatomy(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the example.
     *
     * @param args none, or a message to explain
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length == 0) {
            run(SigningKey.generate("key-1"), out);
        } else if (args.length < 4 || args.length > 5) {
            out.println(
                    "arguments: <file with the body> <sender_id> <key id> <file with the public key, PEM> [scheme]");
        } else {
            explain(List.of(args), Clock.systemUTC(), out);
        }
    }

    static void run(SigningKey key, PrintStream out) {
        Anatomy anatomy = new Anatomy(out);
        byte[] body = anatomy.make(key);
        anatomy.refuse(key, body);
    }

    /** Makes a message, and shows what becomes of it on the way to the wire. */
    private byte[] make(SigningKey key) {
        SignatureScheme scheme = SignatureSchemes.DEFAULT;
        // A key that signs by a function of ours, as one in a hardware module would: so the function sees what is
        // signed.
        SigningKey watched = SigningKey.external(key.verificationKey(), signingInput -> {
            show("3. Signing input, made of its digest and the times", signingInput);
            return key.sign(signingInput);
        });
        SearchRequestItem item = SearchRequestItem.builder("ref-1", DciDateTime.of(NOW), criteria())
                .build();
        SearchRequest message = SearchRequest.builder("txn-1", List.of(item)).build();
        MsgHeader header = MsgHeader.builder("msg-1", DciDateTime.of(NOW), "search", SENDER, 1L)
                .receiverId("crvs.example.gov")
                .build();
        byte[] unsigned = EnvelopeWriter.withoutSignature().write(header, message);
        show("1. Header and message as they are sent", unsigned);
        MessageSlices parts = MessageSlicer.slice(unsigned);
        byte[] text = scheme.canonicalText(
                parts.header().orElseThrow(), parts.message().orElseThrow());
        show("2. Canonical text: sorted, without spaces, in ASCII, the header filled in", text);
        out.println("   SHA-256 of it, in Base64: " + Base64.getEncoder().encodeToString(sha256(text)));
        byte[] body = EnvelopeWriter.signing(SENDER, watched, scheme, Clock.fixed(NOW, ZoneOffset.UTC))
                .write(header, message);
        show("4. The body, with the signature", body);
        return body;
    }

    private static SearchCriteria criteria() {
        Query query = Query.where("name.given_name").eq("አልማዝ");
        return SearchCriteria.builder(query.queryType(), query.toJson()).build();
    }

    /** Spoils the message, each time in another way. */
    private void refuse(SigningKey key, byte[] body) {
        out.println("And why messages are refused:");
        TrustedSender sender = TrustedSender.signing(SENDER, key.verificationKey());
        String text = new String(body, StandardCharsets.UTF_8);
        say("as it was sent", Explanation.of(body, sender, NOW));
        say("with another name in it", Explanation.of(bytes(text.replace("አልማዝ", "Almaz")), sender, NOW));
        say("with white space added", Explanation.of(bytes(text.replace("\":", "\": ")), sender, NOW));
        String withoutSignature = "{" + text.substring(text.indexOf("\"header\":"));
        say("without signature", Explanation.of(bytes(withoutSignature), sender, NOW));
        say(
                "in another's name",
                Explanation.of(bytes(text.replace(SENDER + "\"", "other.example.gov\"")), sender, NOW));
        say("an hour later", Explanation.of(body, sender, NOW.plus(Duration.ofHours(1))));
        say("ten minutes early", Explanation.of(body, sender, NOW.minus(Duration.ofMinutes(10))));
        SigningKey other = SigningKey.generate(key.keyId());
        say(
                "by the registry that has another key",
                Explanation.of(body, TrustedSender.signing(SENDER, other.verificationKey()), NOW));
    }

    private void say(String how, String explanation) {
        out.println("  " + how + ": " + explanation);
    }

    /** Explains a message in a file. */
    static void explain(List<String> args, Clock clock, PrintStream out) throws IOException {
        byte[] body = Files.readAllBytes(Path.of(args.get(0)));
        String name = args.size() > 4 ? args.get(4) : SignatureSchemes.DEFAULT.name();
        SignatureScheme scheme = SignatureSchemes.ALL.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scheme " + name));
        VerificationKey key = VerificationKey.pem(Path.of(args.get(3)), args.get(2));
        TrustedSender sender = TrustedSender.signing(args.get(1), key).withSchemes(scheme);
        out.println(Explanation.of(body, sender, clock.instant()));
        MessageSlices parts = MessageSlicer.slice(body);
        if (parts.header().isPresent() && parts.message().isPresent()) {
            JsonSlice header = parts.header().get();
            new Anatomy(out)
                    .show(
                            "Canonical text, to compare with the sender's",
                            scheme.canonicalText(header, parts.message().get()));
        }
    }

    private void show(String title, byte[] text) {
        out.println(title + ", " + text.length + " bytes:");
        new String(text, StandardCharsets.UTF_8).lines().forEach(line -> out.println("   " + line));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
