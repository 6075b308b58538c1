/** What any integration has to offer; free of Zoho. */
@ApplicationModule(allowedDependencies = "mirror")
@NullMarked
package app.tds.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
