package io.github.dcisdk.client;

/**
 * What is done about records that do not answer the query: at least one registry in use ignores queries and sends
 * everything. A record is taken to contradict the query only where both are plain: what a registry withholds, and queries
 * of a kind that the SDK does not evaluate, are believed.
 */
public enum RecordCheck {
    /** Each is reported as a finding of rule {@code answer.record}, and a warning is logged. The default. */
    REPORT,
    /** The whole answer is taken for an answer to another question: {@code MalformedMessageException}. */
    REFUSE,
    /** Records are not compared with the query. */
    OFF
}
