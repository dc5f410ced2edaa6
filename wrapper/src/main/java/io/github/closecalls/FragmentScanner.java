package io.github.closecalls;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Looks for fragments of secrets in a text as it comes, as it is and decoded. */
final class FragmentScanner {
  private final SecretFragments fragments;

  /** What a secret looks like if the text before it makes an escape of it. */
  private final Window plain = new Window();

  private final Window decoded = new Window();
  private final Unescaper unescaper = new Unescaper(decoded);
  private int position;
  private @Nullable BitSet found;

  FragmentScanner(SecretFragments fragments) {
    this.fragments = fragments;
  }

  /** Reads the next character of the text. */
  void read(char c) {
    plain.take(c, position, position + 1);
    position++;
    unescaper.read(c);
  }

  /** Returns which characters of the text are those of secrets, or null if there are none. */
  @Nullable BitSet end() {
    unescaper.end();
    plain.endWord();
    decoded.endWord();
    return found;
  }

  /** The last characters, and where they are in the text. */
  private final class Window implements Unescaper.Sink {
    private final int[] starts = new int[SecretFragments.LENGTH];
    private long characters;
    private int length;
    private int end;

    @Override
    public void take(char c, int start, int end) {
      int folded = SecretFragments.fold(c);
      if (fragments.haveWords() && isBoundary(folded)) {
        endWord();
      }
      if (folded == 0) {
        length = 0;
        return;
      }
      starts[length++ % SecretFragments.LENGTH] = start;
      characters = SecretFragments.append(characters, folded);
      this.end = end;
      if (!fragments.canEndWith(characters)) {
        return;
      }
      for (int i = Math.min(length, SecretFragments.LENGTH); i > 0; i--) {
        if ((this == plain || end - start(i) != i) // Else there was nothing to decode.
            && fragments.haveLength(i)
            && fragments.contain(characters, i)) {
          hide(i);
        }
      }
    }

    /** Looks for words that end before the next character, or the end of the text. */
    void endWord() {
      for (int i = Math.min(length, SecretFragments.LENGTH - 1); i > 0; i--) {
        if (fragments.containWord(characters, i) && isBegin(i)) {
          hide(i);
        }
      }
    }

    private void hide(int fragment) {
      if (found == null) {
        found = new BitSet();
      }
      found.set(start(fragment), end);
    }

    /** Whether a word can end before a character: two of a word have none between them. */
    private boolean isBoundary(int next) {
      return !isAlphanumeric(next) || !isAlphanumeric(SecretFragments.at(characters, 0));
    }

    /** Whether the last characters can be a word. */
    private boolean isBegin(int word) {
      return length == word
          || !isAlphanumeric(SecretFragments.at(characters, word))
          || !isAlphanumeric(SecretFragments.at(characters, word - 1));
    }

    private int start(int fragment) {
      return starts[(length - fragment) % SecretFragments.LENGTH];
    }

    private static boolean isAlphanumeric(int folded) {
      return (folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9');
    }
  }
}
