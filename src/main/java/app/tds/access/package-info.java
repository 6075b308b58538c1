/** Who may call what over HTTP: people with a password, programs with a key; the only home of Spring Security. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package app.tds.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
