package app.tds.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists that the jobs read, so that their right to be read can be asked for and tried. */
public record NeededLists(List<NeededList> all) {

    /**
     * One job's list.
     *
     * @param job that reads it
     * @param integration that serves it
     * @param api the product within the integration
     * @param path of the list below the product's root
     * @param scope the integration's word for the right to read the list, or null if the path says it
     */
    public record NeededList(
            String job,
            String integration,
            String api,
            String path,
            @Nullable String scope) {}

    /** Those of one integration. */
    public List<NeededList> of(String integration) {
        return all.stream().filter(one -> one.integration().equals(integration)).toList();
    }
}
