/** Webhooks: verified, kept in the inbox, and turned into runs. */
@ApplicationModule(allowedDependencies = {"jobs", "source", "mirror", "pipeline", "launch", "alarm"})
@NullMarked
package app.tds.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
