package app.tds.source;

import app.tds.mirror.Organization;
import java.util.List;

/** An integration that lists records, page by page. */
public interface Source {

    /** The name job files use for it. */
    String name();

    /**
     * The configured organizations as the integration describes them now.
     *
     * @throws SourceFailure if they cannot be read, or if a configured one is not among those the account may use
     */
    List<Organization> organizations();

    /**
     * One page.
     *
     * @param page from 1
     * @return that page; or an earlier one, if the source has lost its place and begins again there
     * @throws SourceFailure if no page could be had; never an empty page instead
     */
    SourcePage fetch(SourceQuery query, int page);
}
