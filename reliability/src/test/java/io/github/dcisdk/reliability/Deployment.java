package io.github.dcisdk.reliability;

import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** What both processes know of each other: one folder with keys, one database for each side. */
record Deployment(Path folder) {
    static final String CIVIL = "civil.example.org";
    static final String SOCIAL = "spmis.example.org";

    /** Makes the keys of both sides. */
    void create() throws IOException, NoSuchAlgorithmException {
        for (String side : new String[] {CIVIL, SOCIAL}) {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Files.writeString(folder.resolve(side + ".pem"), pem("PRIVATE KEY", pair.getPrivate()));
            Files.writeString(folder.resolve(side + ".pub.pem"), pem("PUBLIC KEY", pair.getPublic()));
        }
    }

    private static String pem(String type, Key key) {
        String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }

    SigningKey key(String side) {
        return SigningKey.pem(folder.resolve(side + ".pem"), "key-1");
    }

    VerificationKey publicKey(String side) {
        return VerificationKey.pem(folder.resolve(side + ".pub.pem"), "key-1");
    }

    /** A side's database: the store's tables, and the application's own beside them. */
    DataSource database(String side, String ownTables) throws SQLException {
        DataSource source = JdbcConnectionPool.create(
                "jdbc:h2:async:" + folder.toAbsolutePath() + "/" + side + ";WRITE_DELAY=0;LOCK_TIMEOUT=20000",
                "sa",
                "");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(ownTables);
        }
        return source;
    }
}
