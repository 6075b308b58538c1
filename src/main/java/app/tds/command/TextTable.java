package app.tds.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns as wide as they need to be, with a rule below the headings and, where there are sums, a rule above the sums.
 */
final class TextTable {

    private TextTable() {}

    /** The table's lines with sums; the numbers stand in the columns from one heading to another. */
    static List<String> of(List<List<String>> rows, String firstNumber, String lastNumber) {
        List<String> headings = rows.get(0);
        return of(rows, headings.indexOf(firstNumber), headings.indexOf(lastNumber));
    }

    /** The same of a table without sums. */
    static List<String> withoutSums(List<List<String>> rows, String firstNumber, String lastNumber) {
        List<String> headings = rows.get(0);
        return withoutSums(rows, headings.indexOf(firstNumber), headings.indexOf(lastNumber));
    }

    /**
     * The table's lines.
     *
     * @param rows the headings first and the sums last
     * @param firstNumber the first column that is aligned to the right
     * @param lastNumber the last one
     */
    static List<String> of(List<List<String>> rows, int firstNumber, int lastNumber) {
        List<String> lines = withoutSums(rows, firstNumber, lastNumber);
        lines.add(lines.size() - 1, lines.get(1));
        return lines;
    }

    /** The lines of a table whose last row is one like the others. */
    static List<String> withoutSums(List<List<String>> rows, int firstNumber, int lastNumber) {
        int[] widths = new int[rows.get(0).size()];
        // Of a column in which nothing stands as well.
        Arrays.fill(widths, 1);
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean right = i >= firstNumber && i <= lastNumber;
                line.append(("%" + (right ? "" : "-") + widths[i] + "s  ").formatted(row.get(i)));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(1, "-".repeat(lines.stream().mapToInt(String::length).max().orElse(0)));
        return lines;
    }
}
