package app.tds.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One call to a source for a person who wants to see the answer. The call takes its share of the budget like any other. */
public interface SourceCalls {

    /** What a call may do; the first changes nothing. */
    List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");

    /** The products that can be asked. */
    Set<String> products();

    /** The configured organizations; asks nobody. */
    Set<String> organizationIds();

    /**
     * Makes the call.
     *
     * @throws SourceFailure if there is no answer to show; the message says why
     */
    Answer answer(Call call);

    /**
     * What is asked.
     *
     * @param method one of {@link #METHODS}
     * @param api the product
     * @param path below the product's root
     * @param organizationId for whom
     * @param parameters by name
     * @param body JSON to send; null for none
     * @param masked whether personal values are replaced in the answer
     */
    record Call(
            String method,
            String api,
            String path,
            String organizationId,
            Map<String, String> parameters,
            @Nullable String body,
            boolean masked) {

        private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.-]{1,100}){1,12}");

        /**
         * Refuses a path that could lead anywhere else.
         *
         * @throws IllegalArgumentException with a sentence for a person
         */
        public Call {
            if (!PATH.matcher(path).matches() || Stream.of(path.split("/")).anyMatch(part -> part.matches("\\.+"))) {
                throw new IllegalArgumentException("the path begins with / and holds letters, digits, and _ . - only,"
                        + " such as /invoices or /invoices/4815000000044208; it names no server, and what follows a"
                        + " question mark is said with --param");
            }
            if (parameters.containsKey("organization_id")) {
                throw new IllegalArgumentException(
                        "the organization is not a parameter: it is said with --organization");
            }
            if (body != null && method.equals("GET")) {
                throw new IllegalArgumentException("a GET has no body");
            }
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * What came.
     *
     * @param json indented; empty if the source says that there is nothing
     * @param calls requests that it took, repeats included
     * @param allowance what is left of the day; null if that is not known
     */
    record Answer(String json, int calls, @Nullable Allowance allowance) {}
}
