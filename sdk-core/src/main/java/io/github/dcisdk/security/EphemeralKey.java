package io.github.dcisdk.security;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code epk} of a key agreement (RFC 7518 section 4.6.1.1). */
final class EphemeralKey {
    private EphemeralKey() {}

    static JsonObject write(ECPublicKey key) {
        ECKey jwk = new ECKey.Builder(EncryptionAlgorithm.curve(key.getParams()), key).build();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("kty", JsonValue.of("EC"));
        members.put("crv", JsonValue.of(jwk.getCurve().getName()));
        members.put("x", JsonValue.of(jwk.getX().toString()));
        members.put("y", JsonValue.of(jwk.getY().toString()));
        return new JsonObject(members);
    }

    /**
     * Reads the other side's key. A point that is not on the curve of our own key would let its sender work our private
     * key out, so it is no key.
     *
     * @param own our public key, with which it has to share the curve
     */
    static Optional<ECPublicKey> read(JsonObject json, PublicKey own) {
        if (!(own instanceof ECPublicKey ec)) {
            return Optional.empty();
        }
        ECParameterSpec parameters = ec.getParams();
        Curve curve = EncryptionAlgorithm.curve(parameters);
        int length = (parameters.getCurve().getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
        Optional<BigInteger> x = coordinate(json, "x", length);
        Optional<BigInteger> y = coordinate(json, "y", length);
        if (!is(json, "kty", "EC") || !is(json, "crv", curve.getName()) || x.isEmpty() || y.isEmpty()) {
            return Optional.empty();
        }
        BigInteger p = ((java.security.spec.ECFieldFp) parameters.getCurve().getField()).getP();
        boolean inField = x.get().compareTo(p) < 0 && y.get().compareTo(p) < 0;
        if (!inField || !ECChecks.isPointOnCurve(x.get(), y.get(), parameters)) {
            return Optional.empty();
        }
        try {
            return Optional.of((ECPublicKey) KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(new ECPoint(x.get(), y.get()), parameters)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean is(JsonObject json, String name, String value) {
        return json.get(name).flatMap(JsonValue::asString).equals(Optional.of(value));
    }

    private static Optional<BigInteger> coordinate(JsonObject json, String name, int length) {
        return json.get(name)
                .flatMap(JsonValue::asString)
                .flatMap(StrictBase64::decodeUrl)
                .filter(bytes -> bytes.length == length)
                .map(bytes -> new BigInteger(1, bytes));
    }
}
