package app.tds.mirror;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the table of schema {@code tds} that a {@link TdsRow} belongs to. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Table {

    /** The table's name without its schema. */
    String value();

    /** In SQL, which of its rows are of this kind, where the table holds others too. */
    String where() default "true";

    /**
     * What its records are called where changes are told, such as Product; by default the table's name in the singular,
     * and of parts what those they are part of are called.
     */
    String entity() default "";
}
