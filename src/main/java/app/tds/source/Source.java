package app.tds.source;

import app.tds.mirror.Organization;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An integration that lists records, page by page. */
public interface Source {

    /** The name job files use for it. */
    String name();

    /**
     * The configured organizations as the integration describes them now. Organizations of an account that does not
     * answer are left out, as long as another account answers.
     *
     * @throws SourceFailure if none can be read
     */
    List<Organization> organizations();

    /** The ids of the configured organizations, whether they can be read now or not; asks the integration nothing. */
    Set<String> organizationIds();

    /**
     * One page.
     *
     * @param page from 1
     * @return that page; or an earlier one, if the source has lost its place and begins again there
     * @throws SourceFailure if no page could be had; never an empty page instead
     */
    SourcePage fetch(SourceQuery query, int page);

    /**
     * Where people see a record at the source itself; empty if that is not known.
     *
     * @param path of the list that the record is in
     */
    default Optional<URI> pageOf(String organizationId, String api, String path, String id) {
        return Optional.empty();
    }

    /**
     * Whether records join the whole list only at its end and keep their order, so that a deletion can only move a
     * record to an earlier page. Such a list, read from its last page to its first, loses no record to deletions.
     */
    default boolean growsAtItsEnd(SourceQuery query) {
        return false;
    }

    /**
     * Whether a page is a place in the list, so that an edit or a deletion moves records from one page to another. Such a
     * page is read once more after the one behind it, where nothing else makes sure that no record is passed over.
     */
    default boolean pagesShift(SourceQuery query) {
        return true;
    }

    /**
     * Complete documents by their ids; what was had before a failure is not lost to it.
     *
     * @throws SourceFailure if no record could be had, for a reason that holds for all records
     */
    default SourceDetails details(DetailQuery query, List<String> ids) {
        throw new UnsupportedOperationException(name() + " has no documents beyond its lists");
    }

    /**
     * What was deleted, in the source's own words.
     *
     * @param one how one of these records is asked for
     * @param path of the list of deletions
     * @param since deletions from then on
     */
    default Tombstones deleted(DetailQuery one, String path, Instant since) {
        throw new UnsupportedOperationException(name() + " lists no deletions");
    }

    /**
     * Ids of records that were deleted; they may have come back since.
     *
     * @param calls requests to the API this took, repeats included
     */
    record Tombstones(Set<String> ids, int calls) {}

    /**
     * Numbers about a whole list: its count, and sums.
     *
     * @param parameter that asks for them
     * @param rows whether the first page comes with them
     * @throws SourceFailure if no answer could be had
     */
    default SourceTotals totals(SourceQuery query, String parameter, boolean rows) {
        throw new UnsupportedOperationException(name() + " says nothing of whole lists");
    }

    /** The most documents that one call brings, where several can be asked for at once. */
    default int documentsACall() {
        return 1;
    }

    /** Whether calls to this product count apart from the organization's other calls. */
    default boolean countsApart(String api) {
        return false;
    }

    /**
     * What this kind of work may ask of the products that share an organization's calls; empty if nothing limits it, or the
     * limit is not known yet.
     */
    default Optional<Allowance> allowance(String organizationId, Priority priority) {
        return Optional.empty();
    }

    /** What this kind of work may ask of one product: of its own calls if they count apart, else of those that are shared. */
    default Optional<Allowance> allowance(String organizationId, String api, Priority priority) {
        return allowance(organizationId, priority);
    }
}
