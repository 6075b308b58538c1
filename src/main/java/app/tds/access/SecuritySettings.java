package app.tds.access;

import app.tds.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The people who may log in, one for each role; without a password, that one cannot.
 *
 * @param adminUser name of the one with role ADMIN
 * @param operatorUser name of the one with role OPERATOR
 * @param viewerUser name of the one with role VIEWER
 */
@ConfigurationProperties("tds.security")
record SecuritySettings(
        @DefaultValue("admin") String adminUser,
        @Nullable Secret adminPassword,
        @DefaultValue("operator") String operatorUser,
        @Nullable Secret operatorPassword,
        @DefaultValue("viewer") String viewerUser,
        @Nullable Secret viewerPassword) {}
