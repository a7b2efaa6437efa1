package io.github.dcisdk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.message.SearchRequest;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.security.SigningKey;
import io.github.dcisdk.security.TrustedSender;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in the set-up is found when it is made, and the message says what to do. */
class SetUpTest {
    private final Dci dci = Dci.builder().identity(Fixture.OWN, Fixture.OWN_KEY).build();

    @AfterEach
    void close() {
        dci.close();
    }

    private DciClient.Builder peer() {
        return dci.peer(Fixture.PEER).baseUrl("https://civil.example.org");
    }

    private static void assertState(ThrowingCallable call, String... advice) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContainingAll(advice);
    }

    private static void assertArgument(ThrowingCallable call, String... advice) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(advice)
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void ourSideNeedsAnIdentity() {
        assertState(() -> Dci.builder().build(), "call identity(senderId, key)", "identityWithoutSignature");
        assertState(() -> Dci.builder().identityWithoutSignature(" ").build(), "call identity(senderId, key)");
        assertArgument(
                () -> Dci.builder()
                        .identity("https://spmis.example.org", Fixture.OWN_KEY)
                        .build(),
                "sender_id",
                "only letters, digits");
        TrustedSender sender = TrustedSender.withoutSignature("a");
        assertArgument(
                () -> Dci.builder()
                        .identity(Fixture.OWN, Fixture.OWN_KEY)
                        .trust(sender)
                        .trust(sender)
                        .build(),
                "put its keys into one");
    }

    @Test
    void aPeerNeedsIdentityAddressAndProof() {
        assertArgument(() -> dci.peer(" "), "ask the peer for it");
        assertState(
                () -> dci.peer(Fixture.PEER).acceptUnsignedAnswers().build(), "of peer " + Fixture.PEER, "baseUrl(..)");
        assertState(() -> peer().build(), "trust(..)", "acceptUnsignedAnswers()");
        assertState(
                () -> peer().trust(Fixture.PEER_KEY.verificationKey())
                        .acceptUnsignedAnswers()
                        .build(),
                "leave acceptUnsignedAnswers() or trust(..) out");
    }

    @Test
    void ourOwnKeyProvesNothingAboutAPeer() {
        assertArgument(() -> peer().trust(Fixture.OWN_KEY.verificationKey()).build(), "the public key of the peer");
    }

    @Test
    void twoKeysOfAPeerHaveTwoIds() {
        assertArgument(
                () -> peer().trust(Fixture.PEER_KEY.verificationKey())
                        .trust(SigningKey.generate("peer-key").verificationKey())
                        .build(),
                "two keys with the id peer-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "civil.example.org",
                "/registry",
                "",
                "https://",
                "https://civil.example.org?key=s3cret",
                "https://civil.example.org#s3cret",
                "https://user:s3cret@civil.example.org",
                "https://civil.example.org/s3cret path",
                "https://civil.example.org/s3cret|path"
            })
    void anAddressHasSchemeHostAndPath(String url) {
        assertArgument(() -> dci.peer(Fixture.PEER).baseUrl(url), "such as https://crvs.example.gov");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://civil.example.org/s3cret", "ftp://civil.example.org/s3cret"})
    void clearTextIsForLoopback(String url) {
        assertArgument(
                () -> dci.peer(Fixture.PEER)
                        .baseUrl(url)
                        .acceptUnsignedAnswers()
                        .build(),
                "https");
    }

    @Test
    void onlyWhatARegistryHoldsCanBeSearched() {
        RegistryClient client = RegistryClient.of(peer().acceptUnsignedAnswers().build(), Fixture.REGISTRY);
        RecordType<Person> other = new RecordType<>("Ship", Set.of(), Person.TYPE);

        assertArgument(() -> client.search(other, Fixture.QUERY), "RecordType[Ship]", "recordTypes()");
        assertArgument(() -> client.searchAll(other, Fixture.QUERY), "RecordType[Ship]", "recordTypes()");
    }

    @Test
    void onlyARegistryThatAnswersAtOnceCanBeSearched() {
        RegistryProfile later = RegistryProfile.builder("Later")
                .recordType(Fixture.PERSON)
                .operation(Operation.SEARCH)
                .build();
        DciClient client = peer().acceptUnsignedAnswers().build();

        assertArgument(() -> RegistryClient.of(client, later), "RegistryProfile.Builder.operation(..)");
        assertArgument(
                () -> client.call(
                        Operation.SEARCH,
                        SearchRequest.builder("t-1", List.of()).build()),
                "Operation[/registry/search]",
                "cannot be called synchronously");
    }

    @Test
    void optionsHaveLimits() {
        assertArgument(() -> SearchOptions.DEFAULT.pageNumber(0), "page_number counts from 1", "0");
        assertArgument(() -> SearchOptions.DEFAULT.pageSize(-5), "page_size counts from 1", "-5");
        assertArgument(() -> SearchOptions.DEFAULT.locale("en"), "ISO 639-3", "eng");
        assertArgument(() -> SearchOptions.DEFAULT.locale("ENG"), "ISO 639-3", "eng");
        assertThat(SearchOptions.DEFAULT.pageSize(Integer.MAX_VALUE).pageSize()).isEqualTo(Integer.MAX_VALUE);
        assertThat(SearchOptions.DEFAULT.pageNumber(2).pageSize(7).locale("amh"))
                .isEqualTo(SearchOptions.DEFAULT.locale("amh").pageSize(7).pageNumber(2))
                .hasSameHashCodeAs(
                        SearchOptions.DEFAULT.locale("amh").pageSize(7).pageNumber(2))
                .isNotEqualTo(SearchOptions.DEFAULT)
                .hasToString("SearchOptions[page 2 of 7, amh]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a/", "/", "/a?b=s3cret", "/a#s3cret", "/s3cret a", "/%zz", "//", "/ä"})
    void aPathPrefixIsAPath(String prefix) {
        assertArgument(() -> PeerProfile.STANDARD.pathPrefix(prefix), "such as /dci_api/v1/social");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a?b=s3cret", "/a#s3cret", "/s3cret a", "/%zz"})
    void aPathIsAPath(String path) {
        assertArgument(
                () -> PeerProfile.STANDARD.path(Operation.SYNC_SEARCH, path), "such as /dci/registry/sync/search");
    }

    @Test
    void profilesAreChangedByCopying() {
        PeerProfile changed = PeerProfile.STANDARD
                .named("mine")
                .pathPrefix("/a%20b/c")
                .path(Operation.SYNC_SEARCH, "/x/y/")
                .regType("person")
                .answerIds(PeerProfile.AnswerIds.ABSENT)
                .droppingEmptyItems();

        assertThat(changed.name()).isEqualTo("mine");
        assertThat(changed.path(Operation.SYNC_SEARCH)).isEqualTo("/x/y/");
        assertThat(changed.path(Operation.SEARCH)).isEqualTo("/a%20b/c/registry/search");
        assertThat(changed.regType(Fixture.REGISTRY)).isEqualTo("person");
        assertThat(changed.answerIds()).isEqualTo(PeerProfile.AnswerIds.ABSENT);
        assertThat(changed.dropsEmptyItems()).isTrue();
        assertThat(changed.pathPrefix("").path(Operation.SEARCH)).isEqualTo("/registry/search");

        assertThat(PeerProfile.STANDARD.name()).isEqualTo("standard");
        assertThat(PeerProfile.STANDARD.path(Operation.SYNC_SEARCH)).isEqualTo("/registry/sync/search");
        assertThat(PeerProfile.STANDARD.regType(Fixture.REGISTRY)).isEqualTo("ns:org:RegistryType:Civil");
        assertThat(PeerProfile.STANDARD.answerIds()).isEqualTo(PeerProfile.AnswerIds.SWAPPED);
        assertThat(PeerProfile.STANDARD.dropsEmptyItems()).isFalse();
    }

    @Test
    void aQueryNeedsTypeAndValue() {
        assertArgument(() -> Query.identifier("UIN", " "), "blank");
        assertArgument(() -> Query.identifier("", "s3cret"), "blank");
    }
}
