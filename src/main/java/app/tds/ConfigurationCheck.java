package app.tds;

import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Looks at one part of the configuration before anything is started.
 *
 * <p>Implementations are named in {@code META-INF/spring.factories}; what all of them find is reported at once and
 * refuses the start.
 */
public interface ConfigurationCheck {

    /** One sentence per problem, each with the key or file it is about and what to do; empty if all is well. */
    List<String> problems(Environment environment);
}
