package app.tds.mirror;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY … FROM STDIN (FORMAT binary)}. The PostgreSQL manual's page on COPY and the types' own
 * {@code recv} functions describe the format.
 */
final class BinaryCopy {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final BigInteger GROUP = BigInteger.valueOf(10_000);
    private static final int FLUSH_AT = 1 << 16;

    private final CopyIn copy;
    private byte[] buffer = new byte[FLUSH_AT + (1 << 14)];
    private int length;

    private BinaryCopy(CopyIn copy) {
        this.copy = copy;
    }

    /** Appends rows to a {@link BinaryCopy}. */
    interface Rows {
        void appendTo(BinaryCopy copy) throws SQLException;
    }

    /** Sends rows to the table that {@code sql} names. Either all rows arrive or none. */
    static long run(Connection connection, String sql, Rows rows) throws SQLException {
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            BinaryCopy copy = new BinaryCopy(in);
            copy.bytes(HEADER);
            rows.appendTo(copy);
            copy.int16(-1);
            copy.flush();
            return in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    /** Begins a row of so many fields. */
    void row(int fields) throws SQLException {
        if (length >= FLUSH_AT) {
            flush();
        }
        int16(fields);
    }

    void text(@Nullable String value) {
        if (value == null) {
            int32(-1);
        } else {
            raw(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A bytea, or a text or json that is UTF-8 already. */
    void raw(byte @Nullable [] value) {
        if (value == null) {
            int32(-1);
        } else {
            int32(value.length);
            bytes(value);
        }
    }

    void jsonb(@Nullable Json value) {
        if (value == null) {
            int32(-1);
        } else {
            byte[] text = value.text().getBytes(StandardCharsets.UTF_8);
            int32(text.length + 1);
            int8(1);
            bytes(text);
        }
    }

    void bool(@Nullable Boolean value) {
        if (value == null) {
            int32(-1);
        } else {
            int32(1);
            int8(value ? 1 : 0);
        }
    }

    void integer(@Nullable Integer value) {
        if (value == null) {
            int32(-1);
        } else {
            int32(4);
            int32(value);
        }
    }

    void bigint(@Nullable Long value) {
        if (value == null) {
            int32(-1);
        } else {
            int32(8);
            int64(value);
        }
    }

    void date(@Nullable LocalDate value) {
        if (value == null) {
            int32(-1);
        } else {
            int32(4);
            int32((int) (value.toEpochDay() - EPOCH_DAY));
        }
    }

    /** Microseconds; what is finer is cut off, as PostgreSQL cannot hold it. */
    void timestamptz(@Nullable Instant value) {
        if (value == null) {
            int32(-1);
        } else {
            int32(8);
            int64((value.getEpochSecond() - EPOCH.getEpochSecond()) * 1_000_000 + value.getNano() / 1_000);
        }
    }

    /** Exact, whatever its size; without zeros at the end, as a person writes it. */
    void numeric(@Nullable BigDecimal value) {
        if (value == null) {
            int32(-1);
            return;
        }
        BigDecimal trimmed = value.scale() == 0 ? value : value.stripTrailingZeros();
        BigDecimal number = trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed;
        int scale = number.scale();
        int padding = (4 - scale % 4) % 4;
        int fractionGroups = (scale + padding) / 4;
        short[] groups = groups(number.unscaledValue().abs().multiply(BigInteger.TEN.pow(padding)));
        int used = groups.length;
        while (used > 0 && groups[used - 1] == 0) {
            used--;
        }
        int32(8 + 2 * used);
        int16(used);
        int16(used == 0 ? 0 : groups.length - fractionGroups - 1);
        int16(number.signum() < 0 ? 0x4000 : 0);
        int16(scale);
        for (int i = 0; i < used; i++) {
            int16(groups[i]);
        }
    }

    /** The digits in base 10,000, most significant first; none for zero. */
    private static short[] groups(BigInteger value) {
        short[] reversed = new short[value.bitLength() / 13 + 1];
        int count = 0;
        BigInteger rest = value;
        while (rest.bitLength() > 62) {
            BigInteger[] parts = rest.divideAndRemainder(GROUP);
            reversed[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        for (long tail = rest.longValue(); tail > 0; tail /= 10_000) {
            reversed[count++] = (short) (tail % 10_000);
        }
        short[] groups = new short[count];
        for (int i = 0; i < count; i++) {
            groups[i] = reversed[count - 1 - i];
        }
        return groups;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    private void bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
    }

    private void int8(int value) {
        room(1);
        buffer[length++] = (byte) value;
    }

    private void int16(int value) {
        room(2);
        buffer[length++] = (byte) (value >> 8);
        buffer[length++] = (byte) value;
    }

    private void int32(int value) {
        int16(value >> 16);
        int16(value);
    }

    private void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    private void room(int bytes) {
        if (length + bytes > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }
}
