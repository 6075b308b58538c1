package app.tds.zoho.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where Zoho does not say the component, the place of the part in its document is used. An id becomes the document's id
 * and the place, such as {@code 7/1}; a number becomes the place, from 1. Without {@link From} it is always the place.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface OrPlace {}
