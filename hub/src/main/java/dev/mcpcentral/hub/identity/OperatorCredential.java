package dev.mcpcentral.hub.identity;

import dev.mcpcentral.hub.store.DurableFile;
import dev.mcpcentral.hub.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential of the admin listener, {@code $MCP_CENTRAL_HOME/operator.token}: whoever can read
 * that file is the operator. Made on the first start; one typed by hand is refused (threat T11).
 */
public final class OperatorCredential {
  private static final String FILE = "operator.token";
  private static final String PREFIX = "mcpo_";

  private final Secret secret;
  private final Digest digest;

  private OperatorCredential(Secret secret) {
    this.secret = secret;
    this.digest = Digest.of(secret.value());
  }

  /**
   * For the hub.
   *
   * @throws IdentityException when the file cannot be read or written, or holds something else
   */
  public static OperatorCredential openOrCreate(Path home) {
    return find(home).orElseGet(() -> create(home));
  }

  /** For the command line: empty when no hub has started with this home yet. */
  public static Optional<OperatorCredential> find(Path home) {
    Path file = home.resolve(FILE);
    try {
      Secret secret = new Secret(Files.readString(file, StandardCharsets.US_ASCII).strip());
      if (!secret.isGenerated(PREFIX)) {
        throw new IdentityException(
            file + " does not hold a credential made by the hub: delete it and restart the hub");
      }
      return Optional.of(new OperatorCredential(secret));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IdentityException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static OperatorCredential create(Path home) {
    Secret secret = Secret.generate(PREFIX);
    Path file = home.resolve(FILE);
    try {
      PrivateFile.createFolder(home);
      DurableFile.replace(file, (secret.value() + "\n").getBytes(StandardCharsets.US_ASCII));
      return new OperatorCredential(secret);
    } catch (IOException | StoreException e) {
      throw new IdentityException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Whether an {@code Authorization} header carries this credential. */
  public boolean provenBy(@Nullable String authorization) {
    return Secret.presented(authorization).map(Digest::of).filter(digest::equals).isPresent();
  }

  /** The value of the {@code Authorization} header that proves it. */
  public String authorization() {
    return "Bearer " + secret.value();
  }

  @Override
  public String toString() {
    return "OperatorCredential[***]";
  }
}
