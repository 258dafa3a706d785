package dev.vitrine.embedded.traffic;

/** When the server closes the connection instead of completing the exchange. */
public enum Disconnect {
    /** After the head of the request: nothing is read and nothing is done. */
    BEFORE_WORK,
    /** After half of the declared request body, or after its first piece; nothing is done. */
    MID_REQUEST,
    /** After the work: its effect stays, the answer is lost. */
    BEFORE_ANSWER,
    /** After half of the answer's body; the effect of the work stays. */
    MID_RESPONSE
}
