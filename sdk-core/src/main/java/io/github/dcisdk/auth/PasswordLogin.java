package io.github.dcisdk.auth;

import io.github.dcisdk.error.CallContext;
import io.github.dcisdk.error.LogText;
import io.github.dcisdk.transport.Authorization;
import io.github.dcisdk.transport.HttpTransport;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tokens for a user name and a password that are sent as a JSON object, as openIMIS wants it. Not part of any standard;
 * where a system offers {@link OAuth2}, use that. Tokens are kept, renewed and limited as there. Each method gives a
 * changed copy. Immutable; {@link #toString()} shows the host only.
 */
public final class PasswordLogin implements Authentication {
    private final URI loginUri;
    private final String user;
    private final String password;
    private final String userMember;
    private final String passwordMember;
    private final TokenAnswer answer;

    private PasswordLogin(
            URI loginUri, String user, String password, String userMember, String passwordMember, TokenAnswer answer) {
        this.loginUri = loginUri;
        this.user = user;
        this.password = password;
        this.userMember = userMember;
        this.passwordMember = passwordMember;
        this.answer = answer;
    }

    /**
     * Logs in by POST of {@code {"username": …, "password": …}} and takes the token from the member {@code token}.
     *
     * @param loginUri where
     * @param user the user's name
     * @param password the user's password
     * @return the authentication
     * @throws IllegalArgumentException if name or password is blank
     */
    public static PasswordLogin json(URI loginUri, String user, String password) {
        if (user.isBlank() || password.isBlank()) {
            throw new IllegalArgumentException("a login is a user name and a password, and neither is blank");
        }
        return new PasswordLogin(
                Objects.requireNonNull(loginUri, "loginUri"),
                user,
                password,
                "username",
                "password",
                new TokenAnswer("token", true, TokenAnswer.DEFAULT_LIFETIME, List.of(password)));
    }

    /**
     * Names the members of the request.
     *
     * @param forUser the member that holds the user's name; {@code username} by default
     * @param forPassword the member that holds the password; {@code password} by default
     * @return a changed copy
     * @throws IllegalArgumentException if the names are blank or the same
     */
    public PasswordLogin members(String forUser, String forPassword) {
        if (forUser.isBlank() || forPassword.isBlank() || forUser.equals(forPassword)) {
            throw new IllegalArgumentException("user name and password stand in two members, and both have a name");
        }
        return new PasswordLogin(loginUri, user, password, forUser, forPassword, answer);
    }

    /**
     * Names the member of the answer that holds the token.
     *
     * @param name {@code token} by default
     * @return a changed copy
     * @throws IllegalArgumentException if the name is blank
     */
    public PasswordLogin tokenMember(String name) {
        return with(answer.withTokenMember(name));
    }

    /**
     * Sends the token to the peer without the word {@code Bearer} before it.
     *
     * @return a changed copy
     */
    public PasswordLogin withoutBearer() {
        return with(answer.withoutBearer());
    }

    /**
     * Says how long a token is good whose answer has no {@code expires_in}.
     *
     * @param lifetime from one second to one day; 5 minutes by default
     * @return a changed copy
     * @throws IllegalArgumentException if the lifetime is out of range
     */
    public PasswordLogin defaultLifetime(Duration lifetime) {
        return with(answer.withDefaultLifetime(lifetime));
    }

    private PasswordLogin with(TokenAnswer changed) {
        return new PasswordLogin(loginUri, user, password, userMember, passwordMember, changed);
    }

    @Override
    public Authorization bind(HttpTransport transport, Clock clock, String peerId) {
        transport.requireAddress(loginUri);
        Map<String, String> members = new LinkedHashMap<>();
        members.put(userMember, user);
        members.put(passwordMember, password);
        TokenRequest.Content content =
                new TokenRequest.Content(loginUri, "application/json", OAuth2.utf8(OAuth2.json(members)), null);
        return new TokenSession(new TokenRequest(transport, content, answer), clock, CallContext.of(peerId));
    }

    @Override
    public String toString() {
        return "PasswordLogin[" + LogText.safe(String.valueOf(loginUri.getHost())) + "]";
    }
}
