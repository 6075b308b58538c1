/** The only module that talks to Zoho: one client, one token, one budget, and what Zoho's records mean. */
@ApplicationModule(allowedDependencies = {"alarm", "source", "mirror"})
@NullMarked
package app.tds.zoho;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
