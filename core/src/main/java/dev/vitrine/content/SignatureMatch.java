package dev.vitrine.content;

import java.util.Set;

/**
 * What a signature says.
 *
 * @param type the type by the signature alone; {@link ContentType#OCTET_STREAM} if it is known but not of the closed list
 * @param yieldsTo the types that a name may make of it, because they share this container
 */
record SignatureMatch(ContentType type, Set<String> yieldsTo) {

    static SignatureMatch of(String type, String... yieldsTo) {
        return new SignatureMatch(new ContentType(type), Set.of(yieldsTo));
    }

    ContentType refinedBy(ContentType byName) {
        return yieldsTo.contains(byName.value()) ? byName : type;
    }
}
