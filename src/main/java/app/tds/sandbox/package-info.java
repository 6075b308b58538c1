/** A Zoho to run against, without an account: real HTTP on a loopback port, with a company in it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package app.tds.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
