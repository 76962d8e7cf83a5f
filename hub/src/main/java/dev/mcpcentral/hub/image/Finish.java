package dev.mcpcentral.hub.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a fetched program becomes something that the chosen engine can start. */
interface Finish {
  /** The machine it will run on. */
  Target target();

  /** The word in folder names: what was packed for one place is not for another. */
  String place();

  /**
   * The same with these Debian packages beside each program.
   *
   * @throws ImageException where programs run on this machine, with what is installed here
   */
  Finish with(List<String> packages);

  /**
   * Major and minor version of the interpreter that will run programs in this language; blocks
   * until that is known.
   */
  String runtimeVersion(Language language, Images.Progress progress);

  /**
   * Packs the program in {@code work/root/app}. What the engine needs later stays in {@code work}.
   *
   * @param source for people, as in the configuration
   */
  Shelf.Shelved pack(String source, Program program, Path work, Images.Progress progress)
      throws IOException;

  /** Whether the engine still has it; if not, gives it to the engine again from {@code home}. */
  Shelf.Shelved restore(String source, Shelf.Shelved shelved, Path home, Images.Progress progress)
      throws IOException;

  /** Compiles npm's native addons where that is safe. */
  AddonCompiler compiler();

  /** What a caller needs in order to start it. */
  Prepared prepared(String source, Shelf.Shelved shelved, Path home, Images.Progress progress);
}
