package app.tds.zoho.record;

import app.tds.mirror.Json;
import app.tds.mirror.TdsChild;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a subform of CRM, which is part of a record. Its components are read from the fields of their names as CRM writes
 * them, like those of a {@link CrmRow}.
 */
interface CrmPart extends TdsChild {

    /** What a subform's row says of its record, and nothing of its own. */
    Set<String> OF_RECORD = Set.of("Parent_Id", "Created_Time", "Modified_Time");

    /** Whatever no other component is read from. */
    static @Nullable Json customFields(ZohoRecord zoho, Class<? extends TdsChild> row) {
        return zoho.others(CrmRow.NAMED.get(row), OF_RECORD);
    }
}
