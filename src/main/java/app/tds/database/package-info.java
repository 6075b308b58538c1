/** Where PostgreSQL is: a configured one, or one of our own that needs no installation. */
@ApplicationModule(allowedDependencies = {"alarm"})
@NullMarked
package app.tds.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
