package io.github.closecalls.cli.imports;

import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
  private final Map<String, RowState> states;
  private final Object forcing = new Object();
  private long lines;
  private long written;
  private long forced;
  private boolean broken;
  private Optional<String> organization;

  private Journal(Path file, FileChannel channel, Content content) {
    this.file = file;
    this.channel = channel;
    this.states = content.states;
    this.lines = content.lines;
    this.written = content.length;
    this.forced = content.length;
    this.organization = content.organization;
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
      createPrivate(folder, file);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return locked(file, channel, base, key, source);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw ImportException.failed(file + " cannot be opened: " + e + ". Nothing was sent.");
    }
  }

  /** Reads what the journal of a folder says, if there is one, and changes nothing. */
  static Map<String, RowState> peek(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file) ? new Content(file, Files.readAllBytes(file)).states : Map.of();
    } catch (IOException e) {
      throw ImportException.failed(file + " cannot be read: " + e);
    }
  }

  private static Journal locked(
      Path file, FileChannel channel, String base, String key, String source) throws IOException {
    try {
      if (channel.tryLock() == null) {
        throw inUse(file);
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(file);
    }
    // Through the channel: on Windows nobody else can read what is locked, not even this process.
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    Content content = new Content(file, bytes.array());
    if (content.base.isEmpty()) {
      for (String output : Outputs.FILES) {
        if (Files.exists(file.resolveSibling(output))) {
          throw ImportException.badInput(
              file
                  + " is gone, but "
                  + output
                  + " is beside it: this file was imported before, and nothing says which calls"
                  + " are logged. Bring the journal back. Nothing was sent.");
        }
      }
    } else if (!content.base.get().equals(base)) {
      throw ImportException.badInput(
          file
              + " says that the calls of this file go to "
              + content.base.get()
              + ", not to "
              + base
              + ": set CLOSE_BASE_URL to that, or import a copy of the file. Nothing was sent.");
    } else if (!content.key.equals(key)) {
      throw ImportException.badInput(
          file
              + " tells the calls apart by "
              + (content.key.isEmpty() ? "their content" : "the column " + content.key)
              + ": by anything else it would not know again those that are logged. Give the same"
              + " --key, --key-by-content and --columns as before. Nothing was sent.");
    }
    channel.truncate(content.length); // A torn last line: of a call that was not sent, see intent.
    channel.position(content.length);
    Journal journal = new Journal(file, channel, content);
    if (content.base.isEmpty()) {
      journal.append(
          entry("journal", VERSION, "base", base, "key", key, "source", source, "started", now()),
          true);
      forceFolder(file);
    }
    return journal;
  }

  private static ImportException inUse(Path file) {
    return ImportException.badInput(
        file + " is in use: another import of this file is running. Nothing was sent.");
  }

  /** Returns what is known of a call, or null if nothing is. */
  synchronized @Nullable RowState state(String key) {
    return states.get(key);
  }

  /** Returns a copy of all that is known, by the keys of the calls. */
  synchronized Map<String, RowState> states() {
    return Map.copyOf(states);
  }

  /** Puts on the disk that a call is about to be sent; not before this returns may it be. */
  void intent(CallRow row) {
    append(
        entry("e", "intent", "k", row.key(), "row", String.valueOf(row.number()))
            .with("d", row.digest())
            .with("o", row.occasion())
            .with("t", now()),
        true);
  }

  /**
   * Writes that Close has logged a call.
   *
   * @return false if it is in another organization than the calls before it
   */
  boolean logged(CallRow row, String id, String organizationId) {
    append(entry("e", "logged", "k", row.key(), "id", id, "org", organizationId), false);
    return organizationId.isEmpty() || organization().equals(Optional.of(organizationId));
  }

  /** Writes what became of a call that is not known to be logged. */
  void ended(CallRow row, String event, String why) {
    append(entry("e", event, "k", row.key(), "why", why), false);
  }

  /** Writes that only a person can say whether a call is logged. */
  void asked(CallRow row, String why) {
    append(
        entry("e", "asked", "k", row.key(), "why", why)
            .with("d", row.digest())
            .with("o", row.occasion())
            .with("t", now()),
        false);
  }

  /** Writes what a person said of a call. */
  void decided(String key, String as) {
    append(entry("e", "decided", "k", key, "as", as), false);
  }

  synchronized Optional<String> organization() {
    return organization;
  }

  /** Puts all that was written on the disk. */
  void force() {
    long end;
    synchronized (this) {
      end = written;
    }
    force(end);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ImportException.failed(file + " cannot be closed: " + e);
    }
  }

  private void append(Line entry, boolean force) {
    long end;
    synchronized (this) {
      checkWhole();
      ByteBuffer line = ByteBuffer.wrap(entry.line());
      try {
        while (line.hasRemaining()) {
          channel.write(line);
        }
      } catch (IOException e) {
        throw broken(e);
      }
      written += line.limit();
      end = written;
      apply(states, entry, ++lines);
      if (organization.isEmpty()) {
        organization = Optional.ofNullable(entry.get("org")).filter(org -> !org.isEmpty());
      }
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
        covered = written;
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
    if (broken) {
      throw ImportException.failed(file + " could not be written.");
    }
  }

  /** What failed once is not tried again: nobody knows what the disk holds now. */
  private synchronized ImportException broken(IOException e) {
    broken = true;
    return ImportException.failed(
        file + " cannot be written: " + e + ". Make room on the disk, and run it again.");
  }

  private static void apply(Map<String, RowState> states, Line entry, long line) {
    String key = entry.get("k");
    if (key != null) {
      states.put(key, RowState.after(states.get(key), entry, line));
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Line entry(String... pairs) {
    Line entry = new Line();
    for (int i = 0; i < pairs.length; i += 2) {
      entry.put(pairs[i], pairs[i + 1]);
    }
    return entry;
  }

  private static void createPrivate(Path folder, Path file) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectory(folder);
      restrict(folder, "rwx------");
    }
    if (!Files.exists(file)) {
      Files.createFile(file);
      restrict(file, "rw-------");
    }
  }

  /** Leaves a file to its owner, where the system knows such a thing. */
  static void restrict(Path path, String permissions) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  /** Makes sure that the file itself is found after a loss of power. */
  private static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      for (Path path = folder; path != null && !path.equals(folder.getRoot()); ) {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
          directory.force(true);
        }
        path = path.equals(folder) ? folder.getParent() : null;
      }
    }
  }

  /** A line of the journal. */
  private static final class Line extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;

    Line with(String name, String value) {
      put(name, value);
      return this;
    }

    byte[] line() {
      byte[] json = JsonValues.ADAPTER.toJson(this).getBytes(StandardCharsets.UTF_8);
      ByteBuffer line = ByteBuffer.allocate(json.length + 10);
      line.put(json).put((byte) '\t');
      line.put("%08x".formatted(crc(json, 0, json.length)).getBytes(StandardCharsets.US_ASCII));
      return line.put((byte) '\n').array();
    }

    private static long crc(byte[] bytes, int from, int length) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, from, length);
      return crc.getValue();
    }

    /** Reads a line without its end; empty if it is damaged. */
    static Optional<Line> of(byte[] bytes, int from, int end) {
      int tab = end - 9;
      if (tab < from || bytes[tab] != '\t') {
        return Optional.empty();
      }
      String crc = new String(bytes, tab + 1, 8, StandardCharsets.US_ASCII);
      if (!crc.equals("%08x".formatted(crc(bytes, from, tab - from)))) {
        return Optional.empty();
      }
      try {
        Object read =
            JsonValues.ADAPTER.fromJson(
                new String(bytes, from, tab - from, StandardCharsets.UTF_8));
        Line entry = new Line();
        if (read instanceof Map<?, ?> map) {
          map.forEach((name, value) -> entry.put(String.valueOf(name), String.valueOf(value)));
        }
        return Optional.of(entry);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /** What a journal holds. */
  private static final class Content {
    private final Map<String, RowState> states = new HashMap<>();
    private Optional<String> base = Optional.empty();
    private String key = "";
    private Optional<String> organization = Optional.empty();
    private long lines;
    private long length;

    /** Reads all whole lines; only the last may be torn. */
    Content(Path file, byte[] bytes) {
      for (int from = 0; from < bytes.length; ) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
          end++;
        }
        Optional<Line> entry = end < bytes.length ? Line.of(bytes, from, end) : Optional.empty();
        if (entry.isEmpty() && end < bytes.length - 1) {
          throw ImportException.badInput(
              file
                  + " is damaged at line "
                  + (lines + 1)
                  + ": what it says cannot be trusted. Bring back a copy of it, or find out in"
                  + " Close which calls are logged. Nothing was sent.");
        }
        if (entry.isEmpty()) {
          return;
        }
        add(file, entry.get());
        from = end + 1;
        length = from;
      }
    }

    private void add(Path file, Line entry) {
      lines++;
      apply(states, entry, lines);
      if (organization.isEmpty()) {
        organization = Optional.ofNullable(entry.get("org")).filter(org -> !org.isEmpty());
      }
      if (lines == 1) {
        if (!VERSION.equals(entry.get("journal"))) {
          throw ImportException.badInput(
              file + " was written by another version of this tool. Nothing was sent.");
        }
        base = Optional.ofNullable(entry.get("base"));
        key = entry.getOrDefault("key", "");
      }
    }
  }
}
