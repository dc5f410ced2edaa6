package io.github.closecalls;

import java.io.PrintWriter;
import java.io.Writer;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes the secrets that a credential has used from texts.
 *
 * <p>Until there is a text to redact it keeps strings only, since most calls succeed. What it does
 * then takes a time that grows with the length of text and secrets, and no more. If it fails, the
 * text is not shown at all.
 *
 * <p>Safe to share between threads.
 */
final class Redactor {
  static final String REPLACEMENT = "[credential removed]";

  static final String NOT_SHOWN = "[not shown]";

  /**
   * A server sends back what it got of late: the two tokens of a session, or as many as there are
   * calls under way where a supplier has a key for each.
   */
  static final int MAX_USED = 64;

  private final List<String> lasting;

  /** The one that was used last comes last. */
  private volatile List<String> used = List.of();

  /** Many failures can come at once, but most credentials never see one. */
  private volatile SoftReference<@Nullable SecretFragments> known = new SoftReference<>(null);

  /** Another one that removes its secrets from the same texts, or null. */
  private final @Nullable Redactor next;

  /** Knows secrets from the start, and for ever. */
  Redactor(String... lasting) {
    this(null, lasting);
  }

  private Redactor(@Nullable Redactor next, String... lasting) {
    this.next = next;
    this.lasting = List.of(lasting);
  }

  /** Returns one that removes further secrets, and all that this one knows by then. */
  Redactor with(String... lasting) {
    return new Redactor(this, lasting);
  }

  /** Records a secret before it is used. */
  void add(Secret secret) {
    add(secret.plain());
  }

  /** Records a secret before it is used. */
  synchronized void add(String secret) {
    List<String> more = new ArrayList<>(used.size() + 1);
    more.addAll(used);
    if (!more.remove(secret) && more.size() == MAX_USED) {
      more.remove(0);
    }
    more.add(secret);
    used = List.copyOf(more);
  }

  /** Returns a text without the secrets: the same one if it has none. */
  String redact(String text) {
    try {
      BitSet found = find(text);
      return found == null ? text : without(found, text);
    } catch (RuntimeException | Error e) {
      // No memory, no stack, or a mistake of ours: each would else show the secret.
      return NOT_SHOWN;
    }
  }

  /**
   * Returns an error whose texts hold no secret, or null if this one's do.
   *
   * <p>Parsers quote what they cannot read, so a cause can repeat what the server sent back.
   */
  <T extends Throwable> @Nullable T redact(T error) {
    try {
      ScanWriter texts = new ScanWriter(new FragmentScanner(fragments()));
      try (PrintWriter trace = new PrintWriter(texts)) {
        error.printStackTrace(trace);
      }
      writeMessages(error, texts);
      if (texts.scanner.end() != null) {
        return null;
      }
      return next == null ? error : next.redact(error);
    } catch (Throwable e) { // Foreign methods were called, which can throw anything.
      return null;
    }
  }

  /** Returns what an error says of itself, without the secrets; at the least, its type. */
  String describe(Throwable error) {
    String name = error.getClass().getName();
    try {
      String text = error.toString();
      return text == null ? name : redact(text);
    } catch (Throwable e) { // The foreign toString() can throw anything.
      return name;
    }
  }

  /** Writes the messages of an error and its causes, which loggers show though a trace may not. */
  private static void writeMessages(Throwable error, ScanWriter texts) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>();
    open.add(error);
    while (!open.isEmpty()) {
      Throwable next = open.remove();
      if (seen.add(next)) {
        String message = next.getMessage();
        if (message != null) {
          texts.write("\n");
          texts.write(message);
        }
        Throwable cause = next.getCause();
        if (cause != null) {
          open.add(cause);
        }
        Collections.addAll(open, next.getSuppressed());
      }
    }
  }

  /** Returns where secrets are, or null if there are none. */
  private @Nullable BitSet find(String text) {
    FragmentScanner scanner = new FragmentScanner(fragments());
    for (int i = 0; i < text.length(); i++) {
      scanner.read(text.charAt(i));
    }
    BitSet found = scanner.end();
    // In the same text: a secret of which another one was cut out would not be found.
    BitSet others = next == null ? null : next.find(text);
    if (found == null || others == null) {
      return found == null ? others : found;
    }
    found.or(others);
    return found;
  }

  private static String without(BitSet found, String text) {
    StringBuilder shown = new StringBuilder();
    int end = 0;
    for (int from = found.nextSetBit(0); from >= 0; from = found.nextSetBit(end)) {
      shown.append(text, end, from).append(REPLACEMENT);
      end = found.nextClearBit(from);
    }
    return shown.append(text, end, text.length()).toString();
  }

  private SecretFragments fragments() {
    List<String> now = used;
    SecretFragments fragments = known.get();
    if (fragments == null || fragments.used != now) {
      fragments = new SecretFragments(lasting, now);
      known = new SoftReference<>(fragments);
    }
    return fragments;
  }

  /** Scans what is written, without keeping it. */
  private static final class ScanWriter extends Writer {
    private final FragmentScanner scanner;

    ScanWriter(FragmentScanner scanner) {
      this.scanner = scanner;
    }

    @Override
    public void write(char[] chars, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        scanner.read(chars[i]);
      }
    }

    @Override
    public void write(String text) {
      write(text, 0, text.length());
    }

    @Override
    public void write(String text, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        scanner.read(text.charAt(i));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
