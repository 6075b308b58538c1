/** The one room for what is wrong: watches look, one table remembers, everybody else reads or listens. */
@ApplicationModule(allowedDependencies = {"jobs"})
@NullMarked
package app.tds.alarm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
