package io.github.closecalls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/**
 * The fragments of secrets: all that stands in them within {@link #LENGTH} characters, plain and in
 * Base64.
 *
 * <p>Looking for fragments finds a secret that is cut off anywhere, and takes the same time
 * whatever the length and number of the secrets. A fragment of seven-bit characters fits into a
 * long, so what is found is never another text of the same hash. Needs 60 to 120 bytes per
 * character of the secrets.
 */
final class SecretFragments {
  /**
   * Fewer characters of a secret tell little, and are found in other texts as well: a secret that
   * is shorter, such as the key "test", counts as a word of its own only.
   */
  static final int LENGTH = 8;

  /** Marks a secret that counts as a word only; no character of a fragment is there. */
  private static final long WORD = 1L << 62;

  private static final int BITS = 7;

  /** What shorter pieces of Base64 could be part of is too much. */
  private static final int SHORTEST_BASE64 = 4;

  /** The golden ratio, which spreads neighbours over the table. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** The secrets of the credential for which these are the fragments, besides the lasting ones. */
  final List<String> used;

  /** An open hash table; 0 is a free place. */
  private final long[] table;

  private final int shift;

  /** Whether there are fragments of a length: secrets that are shorter than others. */
  private final boolean[] lengths = new boolean[LENGTH + 1];

  private boolean haveWords;

  /** The pairs of characters with which fragments end: most of a text is none of them. */
  private final BitSet endings = new BitSet(1 << (2 * BITS));

  SecretFragments(List<String> lasting, List<String> used) {
    this.used = used;
    long most = 1;
    for (String secret : lasting) {
      most += mostOf(secret);
    }
    for (String secret : used) {
      most += mostOf(secret);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(most + most / 4);
    this.table = new long[Math.toIntExact(1L << bits)];
    this.shift = Long.SIZE - bits;
    for (String secret : lasting) {
      addForms(secret);
    }
    for (String secret : used) {
      addForms(secret);
    }
  }

  /** Returns how a character counts: letters in any case, Base64 in any alphabet; or 0. */
  static int fold(char c) {
    if (c <= ' ' || c > '~') {
      return 0; // No secret has it.
    }
    if (c >= 'A' && c <= 'Z') {
      return c + ('a' - 'A');
    }
    return c == '+' ? '-' : c == '/' ? '_' : c;
  }

  /** Returns the last characters before a folded one, and that. */
  static long append(long characters, int folded) {
    return (characters << BITS) | folded;
  }

  /** Returns the folded character that stands some places before the end. */
  static int at(long characters, int beforeEnd) {
    return (int) (characters >>> (beforeEnd * BITS)) & ((1 << BITS) - 1);
  }

  boolean haveLength(int length) {
    return lengths[length];
  }

  /** Returns whether there are secrets that count as words only. */
  boolean haveWords() {
    return haveWords;
  }

  /** Returns whether the last characters are a secret that counts as a word only. */
  boolean containWord(long characters, int length) {
    long key = key(characters, length) | WORD;
    return table[place(key)] == key;
  }

  /** Returns whether a fragment of two characters or more can end here. */
  boolean canEndWith(long characters) {
    return endings.get(ending(characters));
  }

  /** Returns whether the last characters are a fragment. */
  boolean contain(long characters, int length) {
    long key = key(characters, length);
    return table[place(key)] == key;
  }

  private static int ending(long characters) {
    return (int) characters & ((1 << (2 * BITS)) - 1);
  }

  private static long key(long characters, int length) {
    return (characters & ((1L << (length * BITS)) - 1)) | ((long) length << (LENGTH * BITS));
  }

  /** Returns where a key is, or would be. */
  private int place(long key) {
    int place = (int) ((key * SPREAD) >>> shift);
    while (table[place] != 0 && table[place] != key) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  /** Plain, decoded, and at each of three alignments four characters for three. */
  private static long mostOf(String secret) {
    return 6L * secret.length() + 128;
  }

  private void addForms(String secret) {
    boolean isWord = secret.length() < LENGTH;
    addPlain(secret, isWord);
    String decoded = Unescaper.unescape(secret);
    if (!decoded.equals(secret)) {
      addPlain(decoded, isWord); // A secret can look escaped itself, and the scan sees it decoded.
    }
    for (int before = 0; before < 3; before++) {
      addBase64(secret, before, 0);
      // As HTTP Basic has it. It differs in the end only.
      addBase64(secret.concat(":"), before, Math.max(0, secret.length() - LENGTH) / 3 * 4);
    }
  }

  /**
   * Adds the Base64 of a text that stands behind others.
   *
   * @param before how many bytes of the others are in its first group of three
   * @param from where to begin in the Base64
   */
  private void addBase64(String text, int before, int from) {
    byte[] bytes = "\0".repeat(before).concat(text).getBytes(StandardCharsets.US_ASCII);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    // The bits of a character can be those of two bytes: it counts if both are of the text.
    int start = Math.max(from, (before * 8 + 5) / 6);
    int certain = bytes.length * 8 / 6;
    int withoutPadding = (bytes.length * 8 + 5) / 6;
    for (int end : new int[] {certain, withoutPadding, base64.length()}) {
      if (end - start >= SHORTEST_BASE64 && (end - start < LENGTH || end == base64.length())) {
        add(base64.substring(start, end));
      }
    }
  }

  private void addPlain(String form, boolean isWord) {
    if (!isWord) {
      add(form);
      return;
    }
    long characters = 0;
    for (int i = 0; i < form.length(); i++) {
      characters = append(characters, fold(form.charAt(i)));
    }
    if (!form.isEmpty()) {
      haveWords = true;
      long key = key(characters, form.length()) | WORD;
      table[place(key)] = key;
    }
  }

  private void add(String form) {
    int length = Math.min(form.length(), LENGTH);
    if (length == 0) {
      return;
    }
    lengths[length] = true;
    long characters = 0;
    for (int i = 0; i < form.length(); i++) {
      characters = append(characters, fold(form.charAt(i)));
      if (i >= length - 1) {
        long key = key(characters, length);
        table[place(key)] = key;
        endings.set(ending(characters));
      }
    }
  }
}
