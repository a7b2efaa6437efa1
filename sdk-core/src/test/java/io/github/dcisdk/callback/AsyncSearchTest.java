package io.github.dcisdk.callback;

import static io.github.dcisdk.callback.World.OTHER;
import static io.github.dcisdk.callback.World.OTHER_KEY;
import static io.github.dcisdk.callback.World.PERSON;
import static io.github.dcisdk.callback.World.QUERY;
import static io.github.dcisdk.callback.World.item;
import static io.github.dcisdk.callback.World.names;
import static io.github.dcisdk.callback.World.onSearch;
import static io.github.dcisdk.callback.World.page;
import static io.github.dcisdk.callback.World.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.client.AsyncBatchAnswer;
import io.github.dcisdk.client.AsyncSearchResult;
import io.github.dcisdk.client.CallOptions;
import io.github.dcisdk.client.Dci;
import io.github.dcisdk.client.Outcome;
import io.github.dcisdk.client.PendingAnswer;
import io.github.dcisdk.client.RegistryClient;
import io.github.dcisdk.client.SearchItem;
import io.github.dcisdk.client.SearchOptions;
import io.github.dcisdk.error.AnswerIncompleteException;
import io.github.dcisdk.error.AnswerTimedOutException;
import io.github.dcisdk.error.DciException;
import io.github.dcisdk.error.HttpStatusException;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.NoCallbackException;
import io.github.dcisdk.error.RefusedException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Operation;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.PeerProfile;
import io.github.dcisdk.record.Person;
import io.github.dcisdk.store.StateQuery;
import io.github.dcisdk.store.StateType;
import io.github.dcisdk.store.StoreException;
import io.github.dcisdk.store.StoreTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A search that is acknowledged and answered later: what its future gets, and when. */
@Timeout(60)
class AsyncSearchTest {
    /** Whoever resumes reads the transaction three times before the answer. */
    private static final int FIRST_OF_THE_ANSWER = 4;

    private static PendingAnswer<AsyncSearchResult<Person>> search(World world) {
        return world.program.client.searchAsync(PERSON, QUERY);
    }

    private static <E extends DciException> E error(PendingAnswer<?> later, Class<E> type) {
        assertThat(later).isDone();
        try {
            later.join();
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            E error = type.cast(e.getCause());
            assertThat(error.transactionId()).hasValue(later.transactionId());
            return error;
        }
        throw new AssertionError("the future has a result");
    }

    @Test
    void aSearchIsSentAtOnceAndItsFutureGetsTheAnswer() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);

            World.Received request = world.request();
            assertThat(request.path()).isEqualTo("/registry/search");
            assertThat(request.transactionId()).isEqualTo(later.transactionId());
            assertThat(request.header().path("sender_uri").asText()).isEqualTo(world.program.url());
            assertThat(later).isNotDone();

            world.bring(onSearch(request, page(request.referenceId(), 1, 1, 2, 2)));

            assertThat(names(later.join().records())).containsExactly("Person 1", "Person 2");
            assertThat(later.join().findings()).isEmpty();
        }
    }

    @Test
    void nothingOfThePersonsIsKeptWhenTheFutureHasTheAnswer() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));
            assertThat(later.join().records()).hasSize(2);

            assertThat(world.store().states(StateQuery.of(StateType.ANSWER))).isEmpty();
            String kept = world.store().states(StateQuery.of(StateType.TRANSACTION)).stream()
                    .map(state -> new String(state.content().toByteArray(), StandardCharsets.UTF_8))
                    .reduce("", String::concat);
            assertThat(kept).isNotEmpty().doesNotContain("Person").doesNotContain("given_name");
            assertThatThrownBy(() -> world.program.client.resume(PERSON, later.transactionId()))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void withoutCallbackAddressNothingIsSentAndTheErrorSaysWhatToCall() {
        try (World world = new World();
                Dci dci = Dci.builder().identity(World.OWN, World.OWN_KEY).build()) {
            var client = RegistryClient.of(
                    dci.peer(World.PEER)
                            .baseUrl(world.registryUrl())
                            .trust(World.PEER_KEY.verificationKey())
                            .build(),
                    World.REGISTRY);

            assertThatThrownBy(() -> client.searchAsync(PERSON, QUERY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("callbackAddress");
            assertThat(world.received).isEmpty();
        }
    }

    // ------------------------------------------------------------------ when an answer is complete

    @Test
    void pagesAreJoinedInTheirOrderWhateverTheOrderInWhichTheyCome() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();

            world.bring(onSearch(world.request(), page(reference, 3, 5, 5, 5)));
            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 5)));
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), page(reference, 2, 3, 4, 5)));

            assertThat(names(later.join().records()))
                    .containsExactly("Person 1", "Person 2", "Person 3", "Person 4", "Person 5");
        }
    }

    @Test
    void thePageThatWasNamedIsTheAnswer() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later =
                    world.program.client.searchAsync(PERSON, QUERY, SearchOptions.DEFAULT.pageNumber(2));
            assertThat(world.request()
                            .message()
                            .at("/search_request/0/search_criteria/pagination/page_number")
                            .asInt())
                    .isEqualTo(2);

            world.bring(onSearch(world.request(), page(world.request().referenceId(), 2, 3, 4, 100)));

            assertThat(later.join().records()).hasSize(2);
        }
    }

    @Test
    void whoeverNamesNoPageAsksForAllOfThem() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);

            assertThat(later).isNotDone();
            assertThat(world.request()
                            .message()
                            .at("/search_request/0/search_criteria/pagination")
                            .has("page_number"))
                    .isFalse();
        }
    }

    @Test
    void countsOfTheHeaderCompleteNothing() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);

            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 4))
                    .header("\"status\"", "\"total_count\":2,\"completed_count\":2,\"status\""));

            assertThat(later).isNotDone();
        }
    }

    @Test
    void dataIsFinalUnlessItIsPending() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            String data = "\"data\":{\"reg_records\":[" + people(1, 1) + "]}";

            world.bring(onSearch(world.request(), item(reference, "\"status\":\"pdng\"," + data)));
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), item(reference, data)));

            assertThat(later.join().records()).hasSize(1);
        }
    }

    @Test
    void silenceAfterSomethingFinalEndsAsIncompleteNeverAsSuccess() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 5)));

            world.pass(Duration.ofSeconds(29));
            assertThat(later).isNotDone();
            world.pass(Duration.ofSeconds(1));

            AnswerIncompleteException error = error(later, AnswerIncompleteException.class);
            assertThat(error.received()).isEqualTo(2);
            assertThat(error.total()).hasValue(5);
            assertThat(error).hasMessageContaining("2 of 5");
        }
    }

    @Test
    void eachPieceBeginsTheSilenceAnew() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 6)));
            world.pass(Duration.ofSeconds(20));
            world.bring(onSearch(world.request(), page(reference, 2, 3, 4, 6)));
            world.pass(Duration.ofSeconds(20));
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), page(reference, 3, 5, 6, 6)));

            assertThat(later.join().records()).hasSize(6);
        }
    }

    @Test
    void theSilenceIsThePeers() {
        PeerProfile slow = PeerProfile.STANDARD.answerSilence(Duration.ofMinutes(20));
        try (World world = new World().start(slow, builder -> {})) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 4)));
            world.pass(Duration.ofMinutes(10)); // Also beyond the deadline: pieces come, so silence decides.
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), page(reference, 2, 3, 4, 4)));

            assertThat(later.join().records()).hasSize(4);
        }
    }

    @Test
    void anItemOfABatchThatIsMissingIsNoAnswer() {
        try (World world = new World().start()) {
            SearchItem<Person> first = SearchItem.of(PERSON, QUERY).referenceId("r-1");
            SearchItem<Person> second = SearchItem.of(PERSON, QUERY).referenceId("r-2");
            PendingAnswer<AsyncBatchAnswer> later = world.program.client.searchBatchAsync(List.of(first, second));
            world.bring(onSearch(world.request(), page("r-1", 1, 1, 1, 1)));
            world.pass(Duration.ofSeconds(30));

            assertThat(later.join().outcome(first).orElseThrow().records()).hasSize(1);
            assertThat(later.join().outcome(second).error()).hasValueSatisfying(error -> assertThat(error)
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageContaining("no item"));
            assertThat(later.join().failed()).containsExactly(second);
        }
    }

    @Test
    void ofAPeerThatDropsEmptyItemsAMissingItemFoundNothing() {
        try (World world = new World().start(PeerProfile.STANDARD.droppingEmptyItems(), builder -> {})) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.bring(onSearch(world.request()));
            world.pass(Duration.ofSeconds(30));

            assertThat(later.join().records()).isEmpty();
        }
    }

    @Test
    void itemsOfABatchComeInSeveralMessagesEachWithItsPages() {
        try (World world = new World().start()) {
            SearchItem<Person> first = SearchItem.of(PERSON, QUERY).referenceId("r-1");
            SearchItem<Person> second = SearchItem.of(PERSON, QUERY).referenceId("r-2");
            PendingAnswer<AsyncBatchAnswer> later = world.program.client.searchBatchAsync(List.of(first, second));

            world.bring(onSearch(world.request(), page("r-1", 1, 1, 2, 4), page("r-2", 1, 7, 7, 1)));
            world.bring(onSearch(world.request(), page("r-1", 2, 3, 4, 4)));

            assertThat(names(later.join().outcome(first).orElseThrow().records()))
                    .containsExactly("Person 1", "Person 2", "Person 3", "Person 4");
            assertThat(names(later.join().outcome(second).orElseThrow().records()))
                    .containsExactly("Person 7");
        }
    }

    @Test
    void aTotalThatGrowsIsBelievedAndReported() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 3)));
            world.bring(onSearch(world.request(), page(reference, 2, 3, 4, 6)));
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), page(reference, 3, 5, 6, 6)));

            assertThat(later.join().findings()).anyMatch(finding -> finding.rule() == Rule.PAGE_TOTAL);
        }
    }

    @Test
    void pagesWithoutNumberFollowEachOtherAndRepetitionsCountOnce() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            World.Callback first =
                    onSearch(world.request(), page(reference, 1, 1, 2, 4)).message(",\"page_number\":1", "");
            world.bring(first);
            world.bring(first.id("again"));
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), page(reference, 1, 3, 4, 4)).message(",\"page_number\":1", ""));

            assertThat(names(later.join().records())).containsExactly("Person 1", "Person 2", "Person 3", "Person 4");
        }
    }

    @Test
    void aPeerThatRepeatsItselfDoesNotKeepASearchOpen() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String first = page(world.request().referenceId(), 1, 1, 2, 5);
            world.bring(onSearch(world.request(), first));
            world.pass(Duration.ofSeconds(20));
            world.bring(onSearch(world.request(), first));
            world.bring(onSearch(world.request()));
            world.pass(Duration.ofSeconds(10));

            assertThat(error(later, AnswerIncompleteException.class).received()).isEqualTo(2);
        }
    }

    @Test
    void aCountWithoutRecordsIsNoPage() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(
                    world.request(), item(reference, "\"status\":\"succ\",\"pagination\":{\"total_count\":2}")));
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 2)));

            assertThat(later.join().records()).hasSize(2);
            assertThat(later.join().findings()).isEmpty();
        }
    }

    @Test
    void aCountWithoutRecordsEndsAsIncompleteAlsoOfAPeerThatDropsEmptyItems() {
        try (World world = new World().start(PeerProfile.STANDARD.droppingEmptyItems(), builder -> {})) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.bring(onSearch(
                    world.request(),
                    item(world.request().referenceId(), "\"status\":\"succ\",\"pagination\":{\"total_count\":2}")));
            world.pass(Duration.ofSeconds(30));

            assertThat(error(later, AnswerIncompleteException.class).total()).hasValue(2);
        }
    }

    @Test
    void aPageWithoutNumberThatComesAgainInAStatusCountsOnce() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = world.program
                    .client
                    .with(CallOptions.DEFAULT.answerWithin(Duration.ofSeconds(20)))
                    .searchAsync(PERSON, QUERY);
            World.Received asked = world.request();
            String first = page(asked.referenceId(), 1, 1, 2, 4).replace(",\"page_number\":1", "");
            world.script = request -> world.statusOf(
                    request,
                    "{\"transaction_id\":\"" + asked.transactionId()
                            + "\",\"correlation_id\":\"c-1\",\"search_response\":[" + first + "]}");
            // One that is said to be under way does not end with the silence, but is asked for.
            world.bring(onSearch(asked, first));
            world.bring(onSearch(asked, item(asked.referenceId(), "\"status\":\"pdng\"")));
            world.pass(Duration.ofSeconds(60));

            assertThat(world.sent(Operation.SYNC_TXN_STATUS)).isPositive();
            assertThat(later).isNotDone();
        }
    }

    // ------------------------------------------------------------------ repetitions, changes, strangers

    @Test
    void aPageThatComesAgainUnderAnotherIdCountsOnce() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            World.Callback first = onSearch(world.request(), page(reference, 1, 1, 2, 4));
            world.bring(first);
            world.bring(first);
            world.bring(first.id("renewed"));
            assertThat(later).isNotDone();
            world.bring(onSearch(world.request(), page(reference, 2, 3, 4, 4)));

            assertThat(later.join().records()).hasSize(4);
        }
    }

    @Test
    void ofAPageThatComesInTwoFormsTheLaterOneCountsAndItIsReported() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            String reference = world.request().referenceId();
            world.bring(onSearch(world.request(), page(reference, 1, 1, 2, 4)));
            world.bring(onSearch(world.request(), page(reference, 1, 8, 9, 4)));
            assertThat(later).as("two records came, not four").isNotDone();
            world.bring(onSearch(world.request(), page(reference, 2, 3, 4, 4)));

            assertThat(names(later.join().records())).containsExactly("Person 8", "Person 9", "Person 3", "Person 4");
            assertThat(later.join().pages().get(0).isChanged()).isTrue();
            assertThat(later.join().findings()).anyMatch(finding -> finding.rule() == Rule.ITEM_CHANGED);
        }
    }

    @Test
    void anotherTrustedPeersAnswerIsUnknown() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 6, 6, 1))
                    .from(OTHER, OTHER_KEY));

            assertThat(later).isNotDone();
            assertThat(world.parked()).singleElement().satisfies(task -> {
                assertThat(task.queue()).isEqualTo("callback");
                assertThat(task.peerId()).isEqualTo(OTHER);
                assertThat(task.reason()).contains("was not asked");
            });
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1)));
            assertThat(names(later.join().records())).containsExactly("Person 1");
        }
    }

    @Test
    void anAnswerToNothingIsKeptAndReported() {
        try (World world = new World().start()) {
            world.bring(onSearch("never-asked", page("r-1", 1, 1, 1, 1)));

            assertThat(world.parked()).singleElement().satisfies(task -> assertThat(task.transactionId())
                    .isEqualTo("never-asked"));
        }
    }

    @Test
    void recordsAreComparedWithTheQueryAsInAnAnswerThatComesAtOnce() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = world.program.client.searchAsync(
                    PERSON, Query.where("name.given_name").eq("Person 1"));
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));

            assertThat(later.join().findings())
                    .filteredOn(finding -> finding.rule() == Rule.RECORD)
                    .hasSize(1);
        }
    }

    // ------------------------------------------------------------------ no, not now, never

    @Test
    void anItemOrHeaderThatIsRejectedEndsTheSearch() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> item = search(world);
            PendingAnswer<AsyncSearchResult<Person>> header = search(world);
            world.bring(onSearch(
                    world.request(0),
                    item(
                            world.request(0).referenceId(),
                            "\"status\":\"rjct\",\"status_reason_code\":\"rjct.search_criteria.invalid\"")));
            world.bring(onSearch(world.request(1))
                    .header(
                            "\"status\":\"succ\"",
                            "\"status\":\"rjct\",\"status_reason_code\":\"rjct.version.invalid\""));

            assertThat(error(item, RejectedException.class).reasonCode()).hasValue("rjct.search_criteria.invalid");
            assertThat(error(header, RejectedException.class).reasonCode()).hasValue("rjct.version.invalid");
        }
    }

    @Test
    void aRefusalClosesTheTransactionAtOnce() {
        try (World world = new World().start()) {
            world.script = request -> World.Reply.error(400, "err.request.bad");
            PendingAnswer<AsyncSearchResult<Person>> refused = search(world);
            world.script = request -> World.Reply.error(200, "err.version.invalid");
            PendingAnswer<AsyncSearchResult<Person>> refusedWith200 = search(world);
            world.script = request -> new World.Reply(401, "{}");
            PendingAnswer<AsyncSearchResult<Person>> unauthorised = search(world);

            assertThat(error(refused, RefusedException.class).refusalCode()).hasValue("err.request.bad");
            assertThat(error(refusedWith200, RefusedException.class).refusalCode())
                    .hasValue("err.version.invalid");
            assertThat(error(unauthorised, HttpStatusException.class).status()).isEqualTo(401);
            world.pass(Duration.ofMinutes(1));
            assertThat(world.received).hasSize(3);
        }
    }

    @Test
    void aNackCompletesTheFutureAtOnce() {
        try (World world = new World().start()) {
            world.script = request -> World.Reply.nack();

            NoCallbackException error = error(search(world), NoCallbackException.class);
            assertThat(Outcome.failed(error).kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
        }
    }

    @Test
    void aPeerThatCannotBeReachedIsTriedAgainWithTheSameMessage() {
        try (World world = new World().start()) {
            world.script = request -> new World.Reply(503, "");
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.pass(Duration.ofSeconds(10));
            assertThat(world.received).hasSizeGreaterThan(1);
            assertThat(world.received.stream()
                            .map(request -> request.header().path("message_id").asText())
                            .distinct())
                    .hasSize(1);
            world.script = request -> World.Reply.ack();
            world.pass(Duration.ofMinutes(1));
            int sent = world.received.size();
            world.pass(Duration.ofMinutes(1));
            assertThat(world.received).as("once acknowledged, never sent again").hasSize(sent);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1)));

            assertThat(later.join().records()).hasSize(1);
        }
    }

    @Test
    void anAnswerThatNeverComesIsAskedForAndThenGivenUp() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            world.script = request -> new World.Reply(503, "");
            world.pass(Duration.ofSeconds(299));
            assertThat(world.sent(Operation.SYNC_TXN_STATUS)).isZero();
            world.pass(Duration.ofMinutes(15));

            assertThat(world.sent(Operation.SYNC_TXN_STATUS)).isGreaterThanOrEqualTo(5);
            assertThat(Outcome.failed(error(later, AnswerTimedOutException.class))
                            .kind())
                    .isEqualTo(Outcome.Kind.TIMED_OUT);
        }
    }

    @Test
    void aSearchOfAPeerThatNoProgramKnowsAnyMoreEnds() {
        try (World world = new World().start()) {
            world.script = request -> new World.Reply(503, "");
            String transactionId = search(world).transactionId();
            try (Dci dci = Dci.builder()
                            .identity(World.OWN, World.OWN_KEY)
                            .clock(world.clock)
                            .store(world.memory)
                            .executor(Runnable::run)
                            .random(() -> 0.5)
                            .callbackAddress(world.program.url())
                            .build();
                    CallbackEndpoint endpoint = CallbackEndpoint.of(dci)
                            .peer(dci.peer(OTHER)
                                    .baseUrl(world.registryUrl())
                                    .trust(OTHER_KEY.verificationKey())
                                    .build())
                            .withoutThreads()
                            .build()) {
                for (int minute = 0; minute < 20; minute++) {
                    world.clock.advance(Duration.ofMinutes(1));
                    endpoint.runDue();
                }
                PendingAnswer<?> later = world.program.client.resume(PERSON, transactionId);

                assertThat(error(later, AnswerTimedOutException.class)).isNotNull();
                assertThat(world.ready()).allMatch(task -> task.dueAt()
                        .isAfter(world.clock.instant().plus(Duration.ofDays(6))));
            }
        }
    }

    @Test
    void theDeadlineIsTheCallers() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = world.program
                    .client
                    .with(CallOptions.DEFAULT.answerWithin(Duration.ofSeconds(20)))
                    .searchAsync(PERSON, QUERY);
            world.script = request -> new World.Reply(404, "");
            world.pass(Duration.ofSeconds(20));

            assertThat(error(later, AnswerTimedOutException.class)).isNotNull();
        }
    }

    @Test
    void aStatusThatCarriesTheAnswerIsTheAnswer() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            World.Received asked = world.request();
            world.script = request -> world.statusOf(
                    request,
                    "{\"transaction_id\":\"" + asked.transactionId()
                            + "\",\"correlation_id\":\"c-1\",\"search_response\":["
                            + page(asked.referenceId(), 1, 1, 2, 2) + "]}");
            world.pass(Duration.ofMinutes(6));

            assertThat(names(later.join().records())).containsExactly("Person 1", "Person 2");
        }
    }

    @Test
    void whatAStatusAndACallbackBothBringCountsOnce() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            World.Received asked = world.request();
            String first = page(asked.referenceId(), 1, 1, 2, 4);
            world.script = request -> world.statusOf(
                    request,
                    "{\"transaction_id\":\"" + asked.transactionId()
                            + "\",\"correlation_id\":\"c-1\",\"search_response\":[" + first + "]}");
            world.pass(Duration.ofMinutes(5));
            assertThat(world.sent(Operation.SYNC_TXN_STATUS)).isEqualTo(1);
            world.bring(onSearch(asked, first));
            assertThat(later).isNotDone();
            world.bring(onSearch(asked, page(asked.referenceId(), 2, 3, 4, 4)));

            assertThat(names(later.join().records())).containsExactly("Person 1", "Person 2", "Person 3", "Person 4");
        }
    }

    // ------------------------------------------------------------------ waiting

    @Test
    void cancellingOnlyStopsWaiting() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> later = search(world);
            later.cancel(true);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));

            PendingAnswer<AsyncSearchResult<Person>> again = world.program.client.resume(PERSON, later.transactionId());
            assertThat(again.join().records()).hasSize(2);
        }
    }

    @Test
    void severalFuturesOfOneProgramGetTheSameAnswer() {
        try (World world = new World().start()) {
            PendingAnswer<AsyncSearchResult<Person>> first = search(world);
            PendingAnswer<AsyncSearchResult<Person>> second =
                    world.program.client.resume(PERSON, first.transactionId());
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));

            assertThat(first.join().records()).hasSize(2);
            assertThat(second.join().records()).hasSize(2);
        }
    }

    @Test
    void aSearchIsResumedAfterARestart() {
        try (World world = new World().start()) {
            String transactionId = search(world).transactionId();
            world.start();
            PendingAnswer<AsyncSearchResult<Person>> again = world.program.client.resume(PERSON, transactionId);
            assertThat(again).isNotDone();
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));

            assertThat(again.join().records()).hasSize(2);
        }
    }

    /** A question whose answer has come, and which nobody took. */
    private static String answered(World world) {
        PendingAnswer<AsyncSearchResult<Person>> later = search(world);
        assertThat(later.cancel(false)).isTrue();
        world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));
        return later.transactionId();
    }

    @Test
    void anAnswerThatCouldNotBeReadIsReadLater() {
        try (World world = new World().start()) {
            String transactionId = answered(world);
            world.program.store.atRead(FIRST_OF_THE_ANSWER, () -> {
                throw new StoreException("not now", null);
            });
            PendingAnswer<AsyncSearchResult<Person>> later = world.program.client.resume(PERSON, transactionId);
            assertThat(later).isNotDone();

            world.program.dci.transactions().look();

            assertThat(later.join().records()).hasSize(2);
        }
    }

    @Test
    void anAnswerThatAnotherProgramTakesMeanwhileIsNotAnEmptyOne() {
        try (World world = new World().start();
                World.Program other = world.replica(builder -> {})) {
            String transactionId = answered(world);
            world.program.store.atRead(FIRST_OF_THE_ANSWER + 1, () -> assertThat(
                            other.client.resume(PERSON, transactionId).join().records())
                    .hasSize(2));

            PendingAnswer<AsyncSearchResult<Person>> later = world.program.client.resume(PERSON, transactionId);

            assertThatThrownBy(later::join).hasCauseInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void anAnswerThatReachesAnotherProgramIsSeenThroughTheStore() {
        try (World world = new World().start();
                World.Program other = world.replica(builder -> {})) {
            PendingAnswer<AsyncSearchResult<Person>> later = other.client.searchAsync(PERSON, QUERY);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));
            assertThat(later).isNotDone();

            other.dci.transactions().look();

            assertThat(later.join().records()).hasSize(2);
        }
    }

    @Test
    void aProgramWithoutEndpointAsksTheStoreByItself() throws Exception {
        UnaryOperator<Dci.Builder> impatient = builder -> builder.answerPollInterval(Duration.ofMillis(20));
        try (World world = new World().start();
                Dci alone = impatient
                        .apply(Dci.builder()
                                .identity(World.OWN, World.OWN_KEY)
                                .clock(world.clock)
                                .store(world.memory)
                                .callbackAddress(world.program.url()))
                        .build()) {
            var client = RegistryClient.of(
                    alone.peer(World.PEER)
                            .baseUrl(world.registryUrl())
                            .trust(World.PEER_KEY.verificationKey())
                            .build(),
                    World.REGISTRY);
            PendingAnswer<AsyncSearchResult<Person>> later = client.searchAsync(PERSON, QUERY);
            while (world.received.isEmpty()) {
                Thread.onSpinWait();
            }
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));

            assertThat(later.get(30, TimeUnit.SECONDS).records()).hasSize(2);
        }
    }

    @Test
    void nothingIsSentUnlessTheApplicationsTransactionIsCommitted() {
        try (World world = new World().start()) {
            try (StoreTransaction given = world.program.store.begin()) {
                PendingAnswer<AsyncSearchResult<Person>> never =
                        world.program.client.searchAsync(PERSON, QUERY, SearchOptions.DEFAULT, given);
                assertThat(never).isNotDone();
            }
            world.pass(Duration.ofSeconds(5));
            assertThat(world.received).isEmpty();

            try (StoreTransaction given = world.program.store.begin()) {
                PendingAnswer<AsyncSearchResult<Person>> later =
                        world.program.client.searchAsync(PERSON, QUERY, SearchOptions.DEFAULT, given);
                assertThat(world.received).isEmpty();
                given.commit();
                world.program.dci.transactions().sendDue();
                world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 1, 1)));
                assertThat(later.join().records()).hasSize(1);
            }
        }
    }

    @Test
    void whatNobodyTakesIsForgottenAfterAWeek() {
        try (World world = new World().start()) {
            search(world).cancel(false);
            world.bring(onSearch(world.request(), page(world.request().referenceId(), 1, 1, 2, 2)));
            world.pass(Duration.ofMinutes(6));
            assertThat(world.store().states(StateQuery.of(StateType.ANSWER))).isNotEmpty();
            world.clock.advance(Duration.ofDays(7));
            world.pass(Duration.ofSeconds(1));

            assertThat(world.store().states(StateQuery.of(StateType.ANSWER))).isEmpty();
        }
    }
}
