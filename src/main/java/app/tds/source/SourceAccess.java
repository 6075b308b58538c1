package app.tds.source;

import app.tds.Secret;
import java.util.List;

/** The right to read a source: how it is got, given up, and looked at when something is wrong with it. */
public interface SourceAccess {

    /** The integration's name, as job files use it. */
    String name();

    /** The names of the configured connections. */
    List<String> connections();

    /** The source's words for the rights to read every list that a job reads. */
    List<String> scopes();

    /**
     * Makes a connection with the code that a person got for it.
     *
     * @return what it still lacks
     * @throws SourceFailure if the code brings no connection
     */
    List<Finding> connect(String connection, Secret code);

    /**
     * Ends a connection at the source and forgets it here.
     *
     * @throws SourceFailure if the source did not hear of it; nothing is forgotten then
     */
    void disconnect(String connection);

    /** Tries every connection, every organization and every list that a job reads, and never fails itself. */
    List<Finding> check();

    /**
     * Something that was looked at.
     *
     * @param connection through which
     * @param subject what was looked at, such as {@code token} or {@code organization 10234695}
     * @param well whether nothing has to be done about it
     * @param text what was found and, if it is not well, what to do
     */
    record Finding(String connection, String subject, boolean well, String text) {}
}
