package dev.vitrine.embedded.http;

/** Who may call a route, and how a refusal is worded. */
enum Access {
    /** Anybody. */
    OPEN,
    /** Both keys. */
    KEYS,
    /** Both keys; refusals name an error class. */
    KEYS_TYPED,
    /** The public key is enough. */
    SCORES,
    /** The public key is enough; refusals name an error class. */
    SCORES_TYPED;

    boolean publicKey() {
        return this == SCORES || this == SCORES_TYPED;
    }

    boolean typed() {
        return this == KEYS_TYPED || this == SCORES_TYPED;
    }
}
