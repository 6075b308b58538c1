package app.tds.source;

import java.util.Set;

/** The pictures of a source's items. */
public interface SourceImages {

    /** The configured organizations; asks nobody. */
    Set<String> organizationIds();

    /**
     * The picture of an item, whatever its bytes are.
     *
     * @throws SourceFailure.Gone if it has none
     * @throws SourceFailure if no answer came
     */
    byte[] image(String organizationId, String itemId);
}
