package io.github.closecalls.cli.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What was done with each call, kept through crashes.
 *
 * <p>A file of lines, each an object of JSON, a tab and its CRC-32C. Before a call is sent, the
 * intent is on the disk; after it, the outcome is written. So a call with an intent alone may be
 * logged, and one without was not sent. It holds keys and digests, but no phone number, no note and
 * no credential.
 *
 * <p>This class is thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final String FILE = "journal";
  private static final String VERSION = "1";

  private final Path file;
  private final FileChannel channel;
  private final Content content;
  private final Object forcing = new Object();
  private long forced;
  private @Nullable ImportException broken;

  private Journal(Path file, FileChannel channel, Content content) {
    this.file = file;
    this.channel = channel;
    this.content = content;
    this.forced = content.length;
  }

  /**
   * Opens the journal of a folder, or begins one, and keeps every other import out of it.
   *
   * @param folder where it lies, beside the outputs
   * @param base the address to which the calls go; one journal knows one
   * @param key the column with the keys of the calls, or nothing if their content is the key
   * @param source the name of the file that is imported
   */
  static Journal open(Path folder, String base, String key, String source) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(folder)) {
        OwnerOnly.createFolder(folder);
      }
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OwnerOnly.forFile(file));
      try {
        return locked(file, channel, base, key, source);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw ImportException.failed(
          "%s cannot be opened: %s. Nothing was sent.", file, ImportException.reason(e));
    }
  }

  /** Reads what the journal of a folder says, if there is one, and changes nothing. */
  static Map<String, RowState> peek(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file) ? new Content(file, Files.readAllBytes(file)).states : Map.of();
    } catch (IOException e) {
      throw ImportException.failed("%s cannot be read: %s.", file, ImportException.reason(e));
    }
  }

  private static Journal locked(
      Path file, FileChannel channel, String base, String key, String source) throws IOException {
    if (!lock(channel)) {
      throw ImportException.badInput("%s is in use: another import of this file is running.", file);
    }
    // Through the channel: on Windows nobody else can read what is locked, not even this process.
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    Content content = new Content(file, bytes.array());
    content.check(file, base, key);
    channel.truncate(content.length); // A torn last line: of a call that was not sent, see intent.
    channel.position(content.length);
    Journal journal = new Journal(file, channel, content);
    if (content.head.isEmpty()) {
      Map<String, String> head = entry("journal", VERSION, "base", base, "key", key);
      head.putAll(entry("source", source, "started", now(), "id", newId()));
      journal.append(head, true);
    }
    forceFolders(file); // Also those of a run that was killed before it did so.
    return journal;
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // It is this process that has it.
    }
  }

  /** Returns what is known of a call, or null if nothing is. */
  synchronized @Nullable RowState state(String key) {
    return content.states.get(key);
  }

  /** Returns a copy of all that is known, by the keys of the calls. */
  synchronized Map<String, RowState> states() {
    return Map.copyOf(content.states);
  }

  /** Returns the organization in which the calls are, or nothing before the first. */
  synchronized Optional<String> organization() {
    return content.organization;
  }

  /** Names what a person is asked of a call, as no other journal does: an answer is to that. */
  synchronized String question(RowState state) {
    return "q" + state.line() + "-" + state.digest() + "-" + content.head.getOrDefault("id", "");
  }

  /** Puts on the disk that a call is about to be sent; not before this returns may it be. */
  void intent(CallRow row) {
    append(described("intent", row), true);
  }

  /**
   * Writes that Close has logged a call.
   *
   * @return false if it is in another organization than the calls before it
   */
  boolean logged(CallRow row, String id, String organization) {
    append(entry("e", "logged", "k", row.key(), "id", id, "org", organization), false);
    return organization.isEmpty() || organization().equals(Optional.of(organization));
  }

  /** Writes what became of a call whose id is not known. */
  void ended(CallRow row, RowOutcome outcome, String why) {
    String event = outcome.name().toLowerCase(Locale.ROOT);
    append(entry("e", event, "k", row.key(), "why", why), false);
  }

  /** Writes that only a person can say whether a call is logged. */
  void asked(CallRow row, String why) {
    Map<String, String> entry = described("asked", row);
    entry.put("why", why);
    append(entry, false);
  }

  /** Writes what a person said of a call. */
  void decided(String key, String as) {
    append(entry("e", "decided", "k", key, "as", as), false);
  }

  /** Puts all that was written on the disk. */
  void force() {
    long end;
    synchronized (this) {
      end = content.length;
    }
    force(end);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ImportException.failed("%s cannot be closed: %s.", file, ImportException.reason(e));
    }
  }

  private static Map<String, String> described(String event, CallRow row) {
    Map<String, String> entry = entry("e", event, "k", row.key(), "row", "" + row.number());
    entry.putAll(entry("d", row.digest(), "o", row.occasion(), "t", now()));
    return entry;
  }

  private static Map<String, String> entry(String... pairs) {
    Map<String, String> entry = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      entry.put(pairs[i], pairs[i + 1]);
    }
    return entry;
  }

  private void append(Map<String, String> entry, boolean force) {
    String json = JsonValues.ADAPTER.toJson(entry);
    ByteBuffer line = UTF_8.encode(json + '\t' + crc(json) + '\n');
    int length = line.remaining();
    long end;
    synchronized (this) {
      checkWhole();
      try {
        while (line.hasRemaining()) {
          channel.write(line);
        }
      } catch (IOException e) {
        throw broken(e);
      }
      content.add(entry, length);
      end = content.length;
    }
    if (force) {
      force(end);
    }
  }

  /** One force serves all that was written before it began. */
  private void force(long end) {
    synchronized (forcing) {
      if (forced >= end) {
        return;
      }
      long covered;
      synchronized (this) {
        checkWhole();
        covered = content.length;
      }
      try {
        channel.force(false);
      } catch (IOException e) {
        throw broken(e);
      }
      forced = covered;
    }
  }

  private synchronized void checkWhole() {
    if (broken != null) {
      throw broken;
    }
  }

  /** What failed once is not tried again: nobody knows what the disk holds now. */
  private synchronized ImportException broken(IOException e) {
    ImportException first =
        broken != null
            ? broken
            : ImportException.failed(
                "%s cannot be written: %s. Nothing more is sent. Make room on the disk, and run the"
                    + " same line again.",
                file, ImportException.reason(e));
    broken = first;
    return first;
  }

  private static String newId() {
    return HexFormat.of().toHexDigits(new SecureRandom().nextInt());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  /** Makes sure that the file and its folder are found after a loss of power. */
  private static void forceFolders(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || OwnerOnly.forFile(file).length == 0) {
      return; // Windows opens no folder.
    }
    for (Path path : List.of(folder, folder.resolveSibling("."))) {
      try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  /** What the lines of a journal say. */
  private static final class Content {
    private final Map<String, RowState> states = new HashMap<>();
    private Map<String, String> head = Map.of();
    private Optional<String> organization = Optional.empty();
    private long lines;
    private long length;

    /** Reads all lines; the last is left out if it has no end. */
    Content(Path file, byte[] bytes) {
      int begin = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          String line = new String(bytes, begin, i - begin, UTF_8);
          add(entry(line).orElseThrow(() -> damaged(file)), i + 1 - begin);
          begin = i + 1;
        }
      }
    }

    private ImportException damaged(Path file) {
      return ImportException.badInput(
          "%s is damaged at line %s: what it says cannot be trusted. Bring back a copy of it, or"
              + " find out in Close which calls are logged.",
          file, lines + 1);
    }

    private static Optional<Map<String, String>> entry(String line) {
      int tab = line.lastIndexOf('\t');
      if (tab < 0 || !line.substring(tab + 1).equals(crc(line.substring(0, tab)))) {
        return Optional.empty();
      }
      Map<String, String> entry = new HashMap<>();
      try {
        if (JsonValues.ADAPTER.fromJson(line.substring(0, tab)) instanceof Map<?, ?> map) {
          map.forEach((name, value) -> entry.put(String.valueOf(name), String.valueOf(value)));
        }
      } catch (IOException e) {
        return Optional.empty();
      }
      return Optional.of(entry);
    }

    void add(Map<String, String> entry, int bytes) {
      lines++;
      length += bytes;
      if (lines == 1) {
        head = entry;
      }
      String key = entry.get("k");
      if (key != null) {
        states.put(key, RowState.after(states.get(key), entry, lines));
      }
      if (organization.isEmpty()) {
        organization = Optional.ofNullable(entry.get("org")).filter(org -> !org.isEmpty());
      }
    }

    /** Refuses what is not the journal of this import. */
    void check(Path file, String base, String key) {
      if (head.isEmpty()) {
        for (String output : Outputs.FILES) {
          if (Files.exists(file.resolveSibling(output))) {
            throw ImportException.badInput(
                "%s is gone, but %s is beside it: this file was imported before, and nothing says"
                    + " which calls are logged. Bring the journal back.",
                file, output);
          }
        }
        return;
      }
      if (!VERSION.equals(head.get("journal"))) {
        throw ImportException.badInput("%s was written by another version of this tool.", file);
      }
      String oldBase = head.getOrDefault("base", "");
      if (!oldBase.equals(base)) {
        throw ImportException.badInput(
            "%s says that the calls of this file go to %s, not to %s: set CLOSE_BASE_URL to that,"
                + " or import a copy of the file.",
            file, oldBase, base);
      }
      String oldKey = head.getOrDefault("key", "");
      if (!oldKey.equals(key)) {
        throw ImportException.badInput(
            "%s tells calls apart by %s, and would not recognize those that are logged by anything"
                + " else. Give the same --key, --key-by-content and --columns as before.",
            file, oldKey.isEmpty() ? "their content" : "the column " + oldKey);
      }
    }
  }
}
