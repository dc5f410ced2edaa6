package io.github.closecalls.prism;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Installs Prism, as the lock file has it, when Maven builds this module.
 *
 * <p>Maven shows the message of the exception that leaves {@code main} as the reason why the build
 * failed, so each is a sentence for the person who runs the build.
 */
final class PrismInstaller {

  private static final int MINIMUM_NODE = 20;

  private static final String NODE_NEEDED =
      "Node.js " + MINIMUM_NODE + " or newer is needed to run Prism, the contract's mock server, ";

  private static final String REMEDY =
      ": install it from https://nodejs.org and run the build again.";

  static final String NODE_MISSING = NODE_NEEDED + "and no `node` was found on the PATH" + REMEDY;

  private static final String NPM_MISSING =
      "npm, which comes with Node.js, is needed to install Prism, the contract's mock server, "
          + "and no `npm` was found on the PATH"
          + REMEDY;

  private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

  private PrismInstaller() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    checkNode(home);
    // `npm ci` begins by deleting node_modules, so a stamp in there never vouches for half of it.
    Path stamp = home.resolve("node_modules/.close-calls-lock");
    String lock = digest(home, "package.json", "package-lock.json", ".npmrc");
    if (Files.exists(stamp) && Files.readString(stamp).equals(lock)) {
      return;
    }
    System.out.println("Installing Prism with npm ci");
    Result result = run(home, NPM_MISSING, npm(), "ci");
    if (result.status() != 0) {
      System.err.println(result.output());
      throw new InstallationException(
          "`npm ci` in " + home + " could not install Prism: its own words stand above.");
    }
    Files.writeString(stamp, lock);
  }

  private static void checkNode(Path home) throws Exception {
    String version = run(home, NODE_MISSING, "node", "--version").output().strip();
    Matcher matcher = NODE_VERSION.matcher(version);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < MINIMUM_NODE) {
      throw new InstallationException(
          NODE_NEEDED + "and the `node` on the PATH says it is " + version + REMEDY);
    }
  }

  private static String npm() {
    // On Windows npm is a script, and only its full name starts it.
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return windows ? "npm.cmd" : "npm";
  }

  private static Result run(Path directory, String ifMissing, String... command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new InstallationException(ifMissing);
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), output);
  }

  private record Result(int status, String output) {}

  /** Has no stack trace, since Maven would print it above the one line that helps. */
  private static final class InstallationException extends Exception {
    private static final long serialVersionUID = 1;

    InstallationException(String message) {
      super(message, null, false, false);
    }
  }

  private static String digest(Path home, String... names) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (String name : names) {
      sha256.update(Files.readAllBytes(home.resolve(name)));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
