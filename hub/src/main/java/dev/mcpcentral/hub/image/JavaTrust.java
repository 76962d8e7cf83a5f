package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/**
 * A bundle of certificates in the form that Java reads. Without a password nothing in it is random:
 * the same certificates give the same bytes.
 */
final class JavaTrust {
  private JavaTrust() {}

  static void write(Path bundle, Path cacerts) throws IOException {
    try (InputStream in = Files.newInputStream(bundle);
        OutputStream out = Files.newOutputStream(cacerts)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int count = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-%03d".formatted(count++), one);
      }
      store.store(out, null);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates cannot be converted: " + e.getMessage(), e);
    }
  }
}
