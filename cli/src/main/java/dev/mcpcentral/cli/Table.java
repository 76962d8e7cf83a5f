package dev.mcpcentral.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows in aligned columns, two blanks apart. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final int stateColumn;

  /** {@code stateColumn} is coloured by what it says; -1 for none. */
  Table(int stateColumn, String... heads) {
    this.stateColumn = stateColumn;
    rows.add(List.of(heads));
  }

  void row(String... cells) {
    rows.add(
        List.of(cells).stream()
            .map(cell -> Printable.firstLine(Printable.text(cell), 100))
            .toList());
  }

  void print(Output output) {
    Paint paint = output.paint();
    for (int i = 0; i < rows.size(); i++) {
      UnaryOperator<String> style = i == 0 ? paint::bold : UnaryOperator.identity();
      output.painted(style.apply(line(rows.get(i), paint)));
    }
  }

  private String line(List<String> row, Paint paint) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(width(column) - cell.length() + 2);
      line.append(column == stateColumn ? paint.state(cell) : cell).append(padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
