package io.github.dcisdk.json;

import java.util.Optional;

/**
 * The rule catalogue: everything a message can break, with one stable id that specs, findings, error answers and
 * documentation share.
 */
public enum Rule {
    /** RFC 8259 section 8.1: JSON between systems is UTF-8 without a byte order mark. */
    ENCODING("json.encoding", RuleClass.MEANING_CHANGING, "The body is UTF-8 without a byte order mark."),
    /** RFC 8259. */
    SYNTAX("json.syntax", RuleClass.MEANING_CHANGING, "The body is one well-formed JSON text."),
    /** RFC 8259 section 2: nothing but white space follows the value. */
    TRAILING_CONTENT("json.trailing-content", RuleClass.MEANING_CHANGING, "Nothing follows the JSON text."),
    /** RFC 8259 section 4: two readers may take different members. */
    DUPLICATE_MEMBER("json.duplicate-member", RuleClass.MEANING_CHANGING, "A member stands once in its object."),
    /** RFC 8259 section 8.2: readers replace, keep or refuse it. */
    UNPAIRED_SURROGATE(
            "json.unpaired-surrogate", RuleClass.MEANING_CHANGING, "A string holds whole Unicode characters."),
    /** Limits of the SDK on nesting, numbers, names and strings. */
    LIMIT("json.limit", RuleClass.MEANING_CHANGING, "Nesting, numbers, names and strings stay within the limits."),

    /** The standard's envelope. */
    ENVELOPE("envelope.shape", RuleClass.MEANING_CHANGING, "The body is an object with signature, header and message."),
    /** A message inside another member {@code message}; the members of both levels are read. */
    ENVELOPE_NESTED("envelope.nested", RuleClass.MEANING_CHANGING, "The message stands directly in message."),
    /** A member that the standard demands. */
    REQUIRED_MEMBER("member.required", RuleClass.MEANING_CHANGING, "A member that the standard demands is there."),
    /** A value of a kind that cannot be read as the standard's. */
    WRONG_TYPE("member.type", RuleClass.MEANING_CHANGING, "A value has the type that the standard names."),
    /** A number where the standard has text. */
    NUMBER_FOR_TEXT("member.number-for-text", RuleClass.HARMLESS, "Text is written as a JSON string."),
    /** Text where the standard has a number. */
    TEXT_FOR_NUMBER("member.text-for-number", RuleClass.HARMLESS, "A number is written as a JSON number."),
    /** Text where the standard has a truth value. */
    TEXT_FOR_BOOLEAN("member.text-for-boolean", RuleClass.HARMLESS, "A truth value is written as true or false."),
    /** An empty string, an empty object or null for something that is not there. */
    EMPTY_FOR_ABSENT("member.empty-for-absent", RuleClass.HARMLESS, "What is not there is left out."),
    /** One value where the standard has a list. */
    SINGLE_FOR_LIST("member.single-for-list", RuleClass.HARMLESS, "A list is written as a JSON array."),
    /** A list of one where the standard has one value. */
    LIST_FOR_SINGLE("member.list-for-single", RuleClass.HARMLESS, "A single value is written without an array."),
    /** A list of several where the standard has one value. */
    SEVERAL_FOR_SINGLE("member.several-for-single", RuleClass.MEANING_CHANGING, "One value stands where one belongs."),
    /** A key that is met in place of the standard's, for example {@code first_name} or {@code spdci:identifier}. */
    ALIAS("member.alias", RuleClass.HARMLESS, "A member has the name that the standard gives it."),
    /** An object around the one that the standard has, for example {@code {"person": {...}}}. */
    WRAPPED("member.wrapped", RuleClass.HARMLESS, "An object stands in its member without another around it."),
    /** A text that is empty or longer than the standard allows. */
    LENGTH("member.length", RuleClass.MEANING_CHANGING, "A text has the length that the standard allows."),
    /** An integer written with a fraction or an exponent. */
    INTEGER_FORM("member.integer-form", RuleClass.HARMLESS, "An integer is written without fraction and exponent."),

    /** Text that describes data, as some systems send it from their specification. No record is taken from it. */
    RECORDS_SCHEMA("records.schema", RuleClass.MEANING_CHANGING, "Data stands where data belongs, not a JSON schema."),
    /** Arrays within the array of records; their records are taken in order. */
    RECORDS_NESTED("records.nested", RuleClass.HARMLESS, "Records stand in one array."),

    /** RFC 3339 and the standard ask for an offset. */
    DATE_WITHOUT_OFFSET("date.offset", RuleClass.HARMLESS, "A timestamp carries an offset from UTC."),
    /** Readable, but not ISO 8601. */
    DATE_FORM("date.form", RuleClass.HARMLESS, "A date is written in ISO 8601."),
    /** Not readable as a date at all. */
    DATE_UNREADABLE("date.unreadable", RuleClass.MEANING_CHANGING, "A date can be read as one."),
    /** A code that the standard's list does not hold. */
    CODE_UNLISTED("code.unlisted", RuleClass.HARMLESS, "A code stands in the standard's list."),
    /** Another spelling of a code in the list. */
    CODE_ALIAS("code.alias", RuleClass.HARMLESS, "A code is spelt as in the standard's list."),

    /** Another content type than JSON's, or none. */
    CONTENT_TYPE("http.content-type", RuleClass.HARMLESS, "A message is sent as application/json."),

    /** The action in the header does not fit the operation. */
    ACTION("header.action", RuleClass.MEANING_CHANGING, "The action fits the path and the direction."),
    /** The header's count does not fit the items. */
    TOTAL_COUNT("header.total-count", RuleClass.HARMLESS, "total_count is the number of items in the message."),
    /** The protocol version. */
    VERSION("header.version", RuleClass.MEANING_CHANGING, "The version is one that the receiver speaks."),
    /** The timestamp of an unsigned message is too old, or in the future. */
    FRESHNESS("header.freshness", RuleClass.MEANING_CHANGING, "message_ts is close to the receiver's time."),
    /** The receiver is somebody else. */
    RECEIVER("header.receiver", RuleClass.MEANING_CHANGING, "receiver_id names the receiver."),
    /** The sender of an answer is not the peer that was asked. */
    SENDER("header.sender", RuleClass.HARMLESS, "sender_id names the side that sends."),
    /** The answer belongs to another transaction. */
    TRANSACTION_ID("answer.transaction-id", RuleClass.MEANING_CHANGING, "An answer repeats the transaction_id."),
    /** The answer belongs to another request item. */
    REFERENCE_ID("answer.reference-id", RuleClass.MEANING_CHANGING, "An answer item repeats the reference_id."),
    /** A message that asks or says nothing. */
    NO_ITEMS("message.no-items", RuleClass.MEANING_CHANGING, "A message has at least one item."),
    /** Two items of one message share a reference. */
    REFERENCE_ID_DUPLICATE(
            "item.reference-id-duplicate", RuleClass.MEANING_CHANGING, "A reference_id stands once in a message."),
    /** A register that the receiver does not keep. */
    REG_TYPE("item.reg-type", RuleClass.MEANING_CHANGING, "reg_type names the register that is asked."),
    /** A record type that the register does not have, or that cannot be searched. */
    REG_RECORD_TYPE(
            "item.reg-record-type", RuleClass.MEANING_CHANGING, "reg_record_type is one that can be searched here."),
    /** The query does not have the shape that its type names, and its meaning is not plain. */
    QUERY_SHAPE("item.query-shape", RuleClass.MEANING_CHANGING, "The query has the shape that query_type names."),
    /** The query has another form than the standard's, and its meaning is plain all the same. */
    QUERY_FORM("item.query-form", RuleClass.HARMLESS, "A query is written in the one form that its kind has."),
    /** Page number or size out of range. */
    PAGINATION("item.pagination", RuleClass.MEANING_CHANGING, "page_number and page_size are 1 or more."),
    /** The answer has data, and an error or a rejection beside it. */
    STATUS_CONTRADICTION(
            "answer.status-contradiction", RuleClass.HARMLESS, "Status, reason code and data do not contradict."),
    /** A message that says only that a request was received, in another form than an acknowledgement. */
    ACKNOWLEDGEMENT(
            "answer.acknowledgement",
            RuleClass.MEANING_CHANGING,
            "Receipt is acknowledged by a message with ack_status."),
    /** A page that was not asked for. */
    PAGE("answer.page", RuleClass.MEANING_CHANGING, "The page of the answer is the page that was asked for."),
    /** A record that does not answer the query it came for. */
    RECORD("answer.record", RuleClass.MEANING_CHANGING, "A record answers the query that was asked."),
    /** The status of another type of transaction than the one asked about. */
    TXN_TYPE("answer.txn-type", RuleClass.MEANING_CHANGING, "A status is of the type of transaction asked about."),
    /** The count of all records is below what came, or another than on the page before. */
    PAGE_TOTAL(
            "answer.page-total",
            RuleClass.MEANING_CHANGING,
            "The total counts the records of all pages and is the same on each page."),

    /** The sender used the id before, for another message. */
    DELIVERY_CONTENT("delivery.other-content", RuleClass.MEANING_CHANGING, "A message_id stands for one content."),
    /** An item that was final came again with other data: a correction, or one name for two things. */
    ITEM_CHANGED("delivery.item-changed", RuleClass.MEANING_CHANGING, "An item that was final stays as it is."),

    /** A signature is there. */
    SIGNATURE_MISSING("signature.missing", RuleClass.MEANING_CHANGING, "The message is signed."),
    /** The signature proves sender and content. */
    SIGNATURE_INVALID("signature.invalid", RuleClass.MEANING_CHANGING, "The signature proves sender and content."),
    /** The signature is within its lifetime. */
    SIGNATURE_EXPIRED("signature.expired", RuleClass.MEANING_CHANGING, "The signature is within its lifetime."),

    /** An encrypted message of a sender that does not say so. */
    ENCRYPTION_FLAG("encryption.flag", RuleClass.HARMLESS, "is_msg_encrypted is true when the message is encrypted."),
    /** A message in clear that is_msg_encrypted says is encrypted, or that has to be. */
    ENCRYPTION_MISSING(
            "encryption.missing",
            RuleClass.MEANING_CHANGING,
            "A message is encrypted when is_msg_encrypted says so, and when the receiver asks for it."),
    /** An encrypted message that cannot be decrypted, or may not come from this sender. */
    ENCRYPTION_INVALID(
            "encryption.invalid",
            RuleClass.MEANING_CHANGING,
            "An encrypted message is made by its sender for a key of its receiver."),
    /** Members that a reader who does not decrypt would take for the message. */
    ENCRYPTION_MEMBERS(
            "encryption.members",
            RuleClass.MEANING_CHANGING,
            "An encrypted message has no other members than its own.");

    private final String id;
    private final RuleClass ruleClass;
    private final String statement;

    Rule(String id, RuleClass ruleClass, String statement) {
        this.id = id;
        this.ruleClass = ruleClass;
        this.statement = statement;
    }

    /**
     * The stable id.
     *
     * @return for example {@code json.duplicate-member}
     */
    public String id() {
        return id;
    }

    /**
     * Whether breaking the rule can change what the message means.
     *
     * @return the class of the rule
     */
    public RuleClass ruleClass() {
        return ruleClass;
    }

    /**
     * What holds when the rule is kept.
     *
     * @return one sentence
     */
    public String statement() {
        return statement;
    }

    /**
     * Finds a rule by its id.
     *
     * @param id for example {@code json.syntax}
     * @return the rule, if the catalogue has it
     */
    public static Optional<Rule> byId(String id) {
        for (Rule rule : values()) {
            if (rule.id.equals(id)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
