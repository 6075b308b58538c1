package app.tds.zoho.record;

import app.tds.source.SourceRecord;
import java.util.List;

/** What records of a module of CRM mean: all that is read of them is in their row, but for subforms. */
abstract class CrmTranslation extends ZohoTranslation {

    /**
     * A translation.
     *
     * @param name what job files call it
     * @param subforms whose rows are parts of a record: {@code Parts.ifSaid("Stops", Stop.class)}
     */
    CrmTranslation(String name, Class<? extends CrmRow> row, Parts<?>... subforms) {
        super(name, Rows.of(row), List.of(subforms));
    }

    @Override
    ZohoRecord listed(SourceRecord record) {
        return ZohoRecord.detail(record);
    }
}
