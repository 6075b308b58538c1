package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.TdsRow;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a module of CRM. Its components are read from the fields of their names as CRM writes them: {@code phone} from
 * {@code Phone}, {@code billingCity} from {@code Billing_City}.
 */
interface CrmRow extends TdsRow {

    /** CRM's name of the field that a component is read from. */
    static String field(String component) {
        return switch (component) {
            case "sourceId" -> "id";
            case "sourceCreatedAt" -> "Created_Time";
            case "sourceModifiedAt" -> "Modified_Time";
            case "ownerId" -> "Owner";
            case "createdById" -> "Created_By";
            case "modifiedById" -> "Modified_By";
            case "lastActivityAt" -> "Last_Activity_Time";
            default ->
                Character.toUpperCase(component.charAt(0))
                        + component.substring(1).replaceAll("([A-Z])", "_$1");
        };
    }

    /** The names of a record's tags. */
    static @Nullable Json tags(ZohoRecord zoho) {
        return zoho.names("Tag");
    }

    /** Whatever no other component is read from. */
    static @Nullable Json customFields(ZohoRecord zoho, Class<? extends TdsRow> row) {
        return zoho.others(NAMED.get(row), Set.of());
    }

    /** The fields that the components of a row are read from. */
    ClassValue<Set<String>> NAMED = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> row) {
            Set<String> named = new HashSet<>(Set.of("Tag"));
            Column.of(row.asSubclass(TdsRow.class)).forEach(column -> named.addAll(column.fields()));
            return named;
        }
    };
}
