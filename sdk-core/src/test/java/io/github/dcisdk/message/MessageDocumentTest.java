package io.github.dcisdk.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.message.MessageDocument.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any body of the standard says what it is, whatever form it came in. */
class MessageDocumentTest {
    private static final String REQUEST_HEADER =
            "{'message_id':'m','message_ts':'2026-03-01T08:00:00Z','action':'search','sender_id':'s','total_count':1}";
    private static final String ANSWER_HEADER =
            "{'message_id':'m','message_ts':'2026-03-01T08:00:00Z','action':'on-search','status':'succ'}";
    private static final String ITEMS =
            "[{'reference_id':'r','timestamp':'2026-03-01T08:00:00Z','status':'succ','data':{'reg_records':[{'n':1}]}}]";
    private static final String ANSWER = "{'transaction_id':'t','correlation_id':'c','search_response':" + ITEMS + "}";

    private static byte[] json(String quoted) {
        return quoted.replace('\'', '"').getBytes(UTF_8);
    }

    private static MessageDocument read(String quoted) {
        return MessageDocument.read(json(quoted));
    }

    private static List<String> findings(MessageDocument document) {
        return document.findings().stream()
                .map(finding -> finding.rule().id() + " " + finding.pointer())
                .toList();
    }

    static List<Arguments> messages() {
        return List.of(
                Arguments.of("search_request", "[]", SearchRequest.TYPE),
                Arguments.of("search_response", "[]", SearchResponse.TYPE),
                Arguments.of("results", "[]", SearchResponse.TYPE),
                Arguments.of("subscribe_request", "[]", SubscribeRequest.TYPE),
                Arguments.of("subscribe_response", "[]", SubscribeResponse.TYPE),
                Arguments.of("subscription_codes", "[]", UnSubscribeRequest.TYPE),
                Arguments.of("sunscription_codes", "[]", UnSubscribeRequest.TYPE),
                Arguments.of("subscription_code", "[]", UnSubscribeRequest.TYPE),
                Arguments.of("subscription_status", "[]", UnSubscribeResponse.TYPE),
                Arguments.of("status", "'succ'", UnSubscribeResponse.TYPE),
                Arguments.of("notify_event", "[]", NotifyEventRequest.TYPE),
                Arguments.of("notify_request", "[]", NotifyEventRequest.TYPE),
                Arguments.of("event_data", "{}", NotifyEventRequest.TYPE),
                Arguments.of("txnstatus_request", "{}", TxnStatusRequest.TYPE),
                Arguments.of("txnstatus_response", "{}", TxnStatusResponse.TYPE),
                Arguments.of("txn_status", "'completed'", TxnStatusResponse.TYPE),
                Arguments.of("ack_status", "'ACK'", AckMessage.TYPE),
                Arguments.of("ciphertext", "'AAAA'", EncryptedMessage.TYPE));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageIsToldByItsMembersWhereverTheyStand(String member, String value, ModelType<?> type) {
        String members = "'transaction_id':'t','" + member + "':" + value;
        String nested = "{'transaction_id':'t','message':{'" + member + "':" + value + "}}";

        for (String document : List.of(
                "{'header':" + ANSWER_HEADER + ",'message':{" + members + "}}",
                "{'message':{" + members + "}}",
                "{" + members + "}",
                "{'header':" + ANSWER_HEADER + "," + members + "}",
                "{'message':" + nested + "}")) {
            MessageDocument read = read(document);
            assertThat(read.message().map(DciObject::modelType)).as(document).hasValue(type);
        }
    }

    @Test
    void anEnvelopeOfTheStandardHasNoFindings() {
        MessageDocument document = read("{'signature':'s','header':" + ANSWER_HEADER + ",'message':" + ANSWER + "}");

        assertThat(document.kind()).isEqualTo(Kind.ENVELOPE);
        assertThat(document.signature()).contains("s");
        assertThat(document.callbackHeader().flatMap(MsgCallbackHeader::action)).contains("on-search");
        assertThat(document.requestHeader()).isEmpty();
        assertThat(document.message(SearchResponse.TYPE).flatMap(SearchResponse::transactionId))
                .contains("t");
        assertThat(document.message(SearchRequest.TYPE)).isEmpty();
        assertThat(document.ackStatus()).isEmpty();
        assertThat(document.errorCode()).isEmpty();
        assertThat(document.findings()).isEmpty();
    }

    @Test
    void aHeaderWithoutStatusIsThatOfARequest() {
        MessageDocument document = read("{'header':" + REQUEST_HEADER + ",'message':{'search_request':[]}}");

        assertThat(document.requestHeader().flatMap(MsgHeader::senderId)).contains("s");
        assertThat(document.callbackHeader()).isEmpty();
    }

    @Test
    void aBareMessageIsReadAndReported() {
        MessageDocument document = read(ANSWER);

        assertThat(document.kind()).isEqualTo(Kind.BARE_MESSAGE);
        assertThat(document.message(SearchResponse.TYPE).orElseThrow().searchResponse())
                .hasSize(1);
        assertThat(findings(document)).containsExactly("envelope.shape ");
    }

    @Test
    void aMessageWithoutHeaderIsBareToo() {
        MessageDocument document = read("{'message':" + ANSWER + "}");

        assertThat(document.kind()).isEqualTo(Kind.BARE_MESSAGE);
        assertThat(findings(document)).containsExactly("envelope.shape ");
    }

    @Test
    void aMessageBesideTheHeaderIsReadAndReported() {
        MessageDocument document = read("{'header':" + ANSWER_HEADER
                + ",'transaction_id':'t','correlation_id':'c','search_response':" + ITEMS + "}");

        assertThat(document.kind()).isEqualTo(Kind.ENVELOPE);
        assertThat(document.message(SearchResponse.TYPE).flatMap(SearchResponse::transactionId))
                .contains("t");
        assertThat(findings(document)).containsExactly("envelope.shape ");
    }

    @Test
    void aNestedMessageHasTheMembersOfBothLevelsAndFindingsWhereTheyStand() {
        MessageDocument document = read("{'header':" + ANSWER_HEADER
                + ",'message':{'transaction_id':7,'message':{'correlation_id':8,'search_response':" + ITEMS + "}}}");

        SearchResponse message = document.message(SearchResponse.TYPE).orElseThrow();
        assertThat(message.transactionId()).contains("7");
        assertThat(message.correlationId()).contains("8");
        assertThat(message.searchResponse()).hasSize(1);
        assertThat(findings(document))
                .containsExactly(
                        "envelope.nested /message/message",
                        "member.number-for-text /message/transaction_id",
                        "member.number-for-text /message/message/correlation_id");
    }

    @Test
    void ofAMemberOnBothLevelsOfANestedMessageTheInnerCountsAndADifferenceIsReported() {
        MessageDocument document = read("{'header':" + ANSWER_HEADER
                + ",'message':{'transaction_id':'outer','correlation_id':'c','message':"
                + ANSWER.replace("'t'", "'inner'") + "}}");

        assertThat(document.message(SearchResponse.TYPE).flatMap(SearchResponse::transactionId))
                .contains("inner");
        assertThat(findings(document))
                .containsExactly("envelope.nested /message/message", "json.duplicate-member /message/transaction_id");
    }

    @Test
    void headersIsAnotherNameOfHeader() {
        MessageDocument document = read("{'headers':" + ANSWER_HEADER + ",'message':" + ANSWER + "}");

        assertThat(document.kind()).isEqualTo(Kind.ENVELOPE);
        assertThat(document.callbackHeader()).isPresent();
        assertThat(findings(document)).containsExactly("member.alias /headers");
    }

    @Test
    void theStandardsHeaderCountsBeforeTheOtherName() {
        MessageDocument document =
                read("{'headers':" + REQUEST_HEADER + ",'header':" + ANSWER_HEADER + ",'message':" + ANSWER + "}");

        assertThat(document.callbackHeader()).isPresent();
        assertThat(document.findings()).isEmpty();
    }

    @Test
    void onlyARejectionGoesWithoutMessage() {
        MessageDocument rejection = read("{'header':" + ANSWER_HEADER.replace("succ", "rjct") + "}");
        assertThat(rejection.kind()).isEqualTo(Kind.ENVELOPE);
        assertThat(rejection.message()).isEmpty();
        assertThat(rejection.findings()).isEmpty();

        assertThat(findings(read("{'header':" + ANSWER_HEADER + "}"))).containsExactly("member.required /message");
        assertThat(findings(read("{'header':" + ANSWER_HEADER + ",'message':{}}")))
                .containsExactly("member.empty-for-absent /message", "member.required /message");
        assertThat(findings(read("{'header':" + ANSWER_HEADER + ",'message':''}")))
                .containsExactly("member.empty-for-absent /message", "member.required /message");
        assertThat(findings(read("{'header':" + ANSWER_HEADER + ",'message':[1]}")))
                .containsExactly("member.type /message", "member.required /message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK", "ERR"})
    void anAcknowledgementSaysWhatBecomesOfAMessage(String status) {
        MessageDocument document = read(
                "{'message':{'ack_status':'" + status + "','timestamp':'2026-03-01T08:00:00Z','correlation_id':'c'}}");

        assertThat(document.kind()).isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(document.ackStatus()).contains(AckStatus.of(status));
        assertThat(document.findings()).isEmpty();
    }

    @Test
    void anErrorBesideAnAcceptingAcknowledgementMeansNothing() {
        String error = "'error':{'code':'err.request.bad','message':'m'}";
        String rest = "'timestamp':'2026-03-01T08:00:00Z','correlation_id':'c'";
        MessageDocument accepted = read("{'message':{'ack_status':'ACK'," + error + "," + rest + "}}");
        assertThat(accepted.ackStatus()).contains(AckStatus.ACK);
        assertThat(accepted.errorCode()).isEmpty();
        assertThat(findings(accepted)).containsExactly("answer.status-contradiction /message/error");

        MessageDocument refused = read("{'message':{'ack_status':'ERR'," + error + "," + rest + "}}");
        assertThat(refused.ackStatus()).contains(AckStatus.ERR);
        assertThat(refused.errorCode()).contains("err.request.bad");
        assertThat(refused.findings()).isEmpty();
    }

    @Test
    void anObjectThatSaysOnlyThatASearchIsUnderWayIsAnAcknowledgement() {
        MessageDocument document = read(
                "{'transaction_id':'t','correlation_id':'c','search_response':{'status':'pending','message':'soon'}}");

        assertThat(document.kind()).isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(document.ackStatus()).contains(AckStatus.ACK);
        assertThat(document.message(SearchResponse.TYPE).flatMap(SearchResponse::correlationId))
                .contains("c");
        assertThat(findings(document)).contains("answer.acknowledgement /search_response");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':'succ','reference_id':'r'}",
                "{'status':'pdng','data':{'reg_records':[]}}",
                "{'status':'rjct'}",
                "[{'status':'pdng'}]",
                "[]"
            })
    void whatSaysMoreIsAnAnswer(String response) {
        assertThat(read("{'transaction_id':'t','search_response':" + response + "}")
                        .kind())
                .isEqualTo(Kind.BARE_MESSAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{'errors':[{'code':'err.request.unauthorized','message':'m'}]}|err.request.unauthorized",
                "{'error':{'code':403,'message':'m'}}|403",
                "{'error':'invalid_client'}|",
                "{'detail':'Not Found'}|",
                "{'detail':[{'loc':['body'],'msg':'m','type':'missing'}]}|",
                "{'type':'about:blank','title':'Too many requests','status':429}|",
                "{'timestamp':'2026-03-01T08:00:00Z','status':404,'error':'Not Found','path':'/'}|",
            })
    void anErrorOfTheHttpLayerIsToldInAllItsForms(String body, String code) {
        MessageDocument document = read(body);

        assertThat(document.kind()).isEqualTo(Kind.ERROR);
        assertThat(document.message(HttpErrorResponse.TYPE)).isPresent();
        assertThat(document.errorCode().orElse(null)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'status':'UP'}", "{'message':'hello'}", "{'message':{'a':1}}", "{'header':''}"})
    void whatIsNoneOfTheseIsReported(String body) {
        MessageDocument document = read(body);

        assertThat(document.kind()).isEqualTo(Kind.OTHER);
        assertThat(document.message()).isEmpty();
        assertThat(findings(document)).contains("envelope.shape ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "'text'", "7", "<html>", "{", "{'header':{},'header':{}}"})
    void whatIsNoJsonObjectIsATypedError(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedMessageException.class);
    }

    /** A key set stands for the messages of one registry: it is not among those that all have. */
    @Test
    void aMessageThatOnlySomeRegistriesHaveIsReadWhenItIsExpected() {
        String message = "{'transaction_id':'t','keys':[]}";

        assertThat(read("{'header':" + ANSWER_HEADER + ",'message':" + message + "}")
                        .message())
                .isEmpty();
        for (String body : List.of(
                "{'header':" + ANSWER_HEADER + ",'message':" + message + "}",
                "{'message':{'transaction_id':'t','message':{'keys':[]}}}",
                message)) {
            assertThat(MessageDocument.read(json(body), JwksResponse.TYPE).message(JwksResponse.TYPE))
                    .as(body)
                    .isPresent();
        }
    }

    @Test
    void whatIsNotTheExpectedMessageIsReadAsWhatItIs() {
        MessageDocument answer = MessageDocument.read(
                json("{'header':" + ANSWER_HEADER + ",'message':" + ANSWER + "}"), SubscribeResponse.TYPE);
        assertThat(answer.message(SubscribeResponse.TYPE)).isEmpty();
        assertThat(answer.message(SearchResponse.TYPE)).isPresent();

        MessageDocument refusal =
                MessageDocument.read(json("{'message':{'ack_status':'ERR'}}"), SubscribeResponse.TYPE);
        assertThat(refusal.kind()).isEqualTo(Kind.ACKNOWLEDGEMENT);
    }

    @Test
    void whatIsReadLaterCanBePointedTo() {
        assertThat(read(ANSWER).pointerTo("search_response")).isEqualTo("/search_response");
        assertThat(read("{'message':{'results':[]}}").pointerTo("search_response"))
                .isEqualTo("/message/results");
        assertThat(read("{'message':{'transaction_id':'t','message':{'search_response':[]}}}")
                        .pointerTo("search_response"))
                .isEqualTo("/message/message/search_response");
        assertThat(read("{'message':{'transaction_id':'t','message':{'search_response':[]}}}")
                        .pointerTo("transaction_id"))
                .isEqualTo("/message/transaction_id");
        assertThat(read("{}").pointerTo("search_response")).isEqualTo("/message/search_response");
    }

    @Test
    void ambiguitiesAreFindings() {
        MessageDocument document = read(
                "{'header':" + ANSWER_HEADER
                        + ",'message':{'transaction_id':'t','transaction_id':'u','correlation_id':'c','search_response':[]}} x");

        assertThat(document.message(SearchResponse.TYPE).flatMap(SearchResponse::transactionId))
                .contains("u");
        assertThat(findings(document))
                .containsExactly("json.duplicate-member /message/transaction_id", "json.trailing-content ");
    }

    @Test
    void aSchemaInThePlaceOfAStatusIsNoAnswer() {
        MessageDocument document = read("{'transaction_id':'t','correlation_id':'c','txnstatus_response':"
                + "{'type':'object','properties':{'txn_type':{'type':'string'}},'required':['txn_type']}}");

        TxnStatusResponse response = document.message(TxnStatusResponse.TYPE).orElseThrow();
        assertThat(response.txnstatusResponse()).isEmpty();
        assertThat(response.asReceived("txnstatus_response")).isPresent();
        assertThat(findings(document)).contains("records.schema /txnstatus_response");
    }

    @Test
    void nothingOfTheBodyIsPrinted() {
        MessageDocument document = read("{'signature':'secret-1','header':" + ANSWER_HEADER
                + ",'message':{'transaction_id':'secret-2','search_response':[{'secret-3':'secret-4'}]}}");

        assertThat(document.toString() + document.findings() + document.json() + document.messageJson())
                .contains("ENVELOPE", "SearchResponse")
                .doesNotContain("secret");
    }

    static Stream<Arguments> words() {
        return Stream.of(
                words(RequestStatus::of, RequestStatus.RCVD, "rcvd", "ack", "acknowledged"),
                words(RequestStatus::of, RequestStatus.PDNG, "pdng", "pending", "processing"),
                words(RequestStatus::of, RequestStatus.SUCC, "succ", "success", "completed", "processed"),
                words(RequestStatus::of, RequestStatus.RJCT, "rjct", "error", "fail", "failed"),
                words(TxnType::of, TxnType.SEARCH, "search", "on-search"),
                words(TxnType::of, TxnType.SUBSCRIBE, "subscribe", "subscibe", "on-subscribe"),
                words(TxnType::of, TxnType.UNSUBSCRIBE, "unsubscribe", "on-unsubscribe"),
                words(TxnAttributeType::of, TxnAttributeType.REFERENCE_ID_LIST, "reference_id_list", "reference_id"),
                words(SortOrder::of, SortOrder.ASC, "asc", "ASC"),
                words(SortOrder::of, SortOrder.DESC, "desc", "DESC"),
                words(QueryType::of, QueryType.IDTYPE_VALUE, "idtype-value", "idtype"),
                words(ExpOperator::of, ExpOperator.GE, "ge", "gte", ">="),
                words(ExpOperator::of, ExpOperator.LT, "lt", "<"),
                words(ExpCondition::of, ExpCondition.AND, "and", "AND"),
                words(ResponseEntity::of, ResponseEntity.MEMBER, "Member", "member"),
                words(ResponseEntity::of, ResponseEntity.GROUP, "Group", "Household"),
                words(HeaderAction::of, HeaderAction.TXN_STATUS, "txn-status", "txn_status"),
                words(HeaderAction::of, HeaderAction.TXN_ON_STATUS, "txn-on-status", "on-status", "on-txn-status"));
    }

    private static Arguments words(Function<String, Code> list, Code code, String... words) {
        return Arguments.of(list, code, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("words")
    void otherWordsForACodeAreReadAsTheCode(Function<String, Code> list, Code code, List<String> words) {
        assertThat(words).allSatisfy(word -> assertThat(list.apply(word)).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "part", "SUCC", "ok"})
    void aStatusWhoseMeaningIsNotPlainStaysAsItIs(String word) {
        assertThat(RequestStatus.of(word).isListed()).isFalse();
        assertThat(RequestStatus.of(word).code()).isEqualTo(word);
    }
}
