package dev.mcpcentral.hub.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shows one file after the other to all examiners, reading each at most once. */
final class Showing {
  private static final int PIECE = 1 << 20;
  private static final int WHOLE = 16 << 20;

  /** Longer than anything that is looked for in pieces. */
  private static final int OVERLAP = 8 << 10;

  private final List<Examiner> examiners;
  private byte[] buffer = new byte[PIECE];

  Showing(List<Examiner> examiners) {
    this.examiners = examiners;
  }

  void show(LayerFile file, InputStream content) throws IOException {
    List<Examiner> whole = new ArrayList<>();
    List<Examiner> pieces = new ArrayList<>();
    for (Examiner examiner : examiners) {
      switch (examiner.file(file)) {
        case NOTHING -> {}
        case WHOLE -> whole.add(examiner);
        case PIECES -> pieces.add(examiner);
      }
    }
    if (file.size() <= PIECE || (!whole.isEmpty() && file.size() <= WHOLE)) {
      whole.addAll(pieces);
      atOnce(file, content, whole);
    } else {
      inPieces(file, content, pieces);
    }
  }

  void gone(String path, int layer) {
    examiners.forEach(examiner -> examiner.gone(path, layer));
  }

  private void atOnce(LayerFile file, InputStream content, List<Examiner> to) throws IOException {
    if (to.isEmpty()) {
      return;
    }
    if (buffer.length < file.size()) {
      buffer = Arrays.copyOf(buffer, (int) file.size());
    }
    int length = content.readNBytes(buffer, 0, (int) Math.min(buffer.length, file.size()));
    to.forEach(examiner -> examiner.content(file, buffer, length, true));
  }

  private void inPieces(LayerFile file, InputStream content, List<Examiner> to) throws IOException {
    int kept = 0;
    boolean first = true;
    while (!to.isEmpty()) {
      int read = content.readNBytes(buffer, kept, PIECE - kept);
      if (read == 0) {
        return;
      }
      int length = kept + read;
      boolean beginning = first;
      to.forEach(examiner -> examiner.content(file, buffer, length, beginning));
      first = false;
      kept = Math.min(OVERLAP, length);
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
    }
  }
}
