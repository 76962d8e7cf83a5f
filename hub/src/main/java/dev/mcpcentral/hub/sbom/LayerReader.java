package dev.mcpcentral.hub.sbom;

import dev.mcpcentral.hub.image.Materials;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Reads the layers of an image that anybody may have made (OCI image specification, "Layers").
 * Nothing is unpacked; what is read is bounded, compressed or not.
 */
final class LayerReader {
  private static final long MOST_BYTES = 16L << 30;
  private static final long MOST_FILES = 2_000_000;
  private static final int LONGEST_PATH = 4096;
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String CAPABILITIES = "SCHILY.xattr.security.capability";

  private final Showing showing;
  private long bytes;
  private long files;

  LayerReader(List<Examiner> examiners) {
    this.showing = new Showing(examiners);
  }

  /**
   * Shows all layers, the lowest first.
   *
   * @throws ContentException when a layer is damaged, is not the one that the image names, or
   *     unpacks to more than an image may have
   */
  void read(List<Materials.Layer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      Materials.Layer layer = layers.get(i);
      try (var in = new DigestInputStream(open(layer.file()), sha256());
          var tar = new TarArchiveInputStream(in, "UTF-8")) {
        readLayer(tar, i);
        in.transferTo(OutputStream.nullOutputStream());
        verify(in.getMessageDigest(), layer.diffId());
      } catch (IOException | IllegalArgumentException damaged) {
        throw new ContentException(
            "Layer %d of the image cannot be read: %s".formatted(i + 1, damaged.getMessage()),
            damaged);
      }
    }
  }

  /** What was examined must be what runs; a file that was cut short ends like a whole one. */
  private static void verify(MessageDigest read, String diffId) throws IOException {
    String found = "sha256:" + HexFormat.of().formatHex(read.digest());
    if (!found.equals(diffId)) {
      throw new IOException("its content is " + found + ", and the image says " + diffId);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static InputStream open(Path layer) throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(layer), 1 << 16);
    in.mark(4);
    byte[] start = in.readNBytes(4);
    in.reset();
    if (start.length == 4 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
      return new GZIPInputStream(in, 1 << 16);
    }
    if (start.length == 4 && (start[0] & 0xff) == 0x28 && (start[1] & 0xff) == 0xb5) {
      in.close();
      throw new IOException("it is compressed with zstd, which is not understood here");
    }
    return in;
  }

  private void readLayer(TarArchiveInputStream tar, int layer) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      bytes += Math.max(0, entry.getSize());
      files++;
      if (bytes > MOST_BYTES || files > MOST_FILES) {
        throw new IOException("the image has more than 16 GiB, or 2,000,000 files");
      }
      String path = clean(entry.getName());
      if (!path.isEmpty()) {
        show(entry, path, layer, tar);
      }
    }
  }

  private void show(TarArchiveEntry entry, String path, int layer, InputStream content)
      throws IOException {
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash);
    String name = path.substring(slash + 1);
    if (name.equals(OPAQUE)) {
      showing.gone(folder, layer);
    } else if (name.startsWith(WHITEOUT)) {
      String hidden = name.substring(WHITEOUT.length());
      showing.gone(folder.isEmpty() ? hidden : folder + "/" + hidden, layer);
    } else if (!entry.isDirectory()) {
      // A link in the place of a folder hides what was below it.
      showing.gone(path, layer);
      if (isPlain(entry)) {
        showing.show(file(entry, path, layer), content);
      }
    }
  }

  private static LayerFile file(TarArchiveEntry entry, String path, int layer) {
    return new LayerFile(
        path,
        layer,
        entry.getMode(),
        entry.getSize(),
        entry.getExtraPaxHeader(CAPABILITIES) != null);
  }

  private static boolean isPlain(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    return type == TarConstants.LF_NORMAL
        || type == TarConstants.LF_OLDNORM
        || type == TarConstants.LF_CONTIG
        || entry.isSparse();
  }

  /** The path as the engine would make it; empty for one that leads nowhere or outside. */
  static String clean(String name) {
    if (name.length() > LONGEST_PATH) {
      return "";
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return "";
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
