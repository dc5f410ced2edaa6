package io.github.closecalls.json.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallMapTest {
  /** Few names meet again and again; many outgrow it. */
  @ParameterizedTest
  @ValueSource(ints = {3, 20, 33, 100})
  void itDoesWhatALinkedHashMapDoes(int names) {
    Random random = new Random(names);
    Map<String, @Nullable Object> small = new SmallMap<>();
    Map<String, @Nullable Object> linked = new LinkedHashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String name = "name" + random.nextInt(names);
      Object value = random.nextInt(5) == 0 ? null : i;
      if (random.nextInt(4) == 0) {
        assertEquals(linked.remove(name), small.remove(name));
      } else {
        assertEquals(linked.put(name, value), small.put(name, value));
      }
      assertEquals(linked.get(name), small.get(name));
      assertEquals(linked.containsKey(name), small.containsKey(name));
      assertEquals(linked.size(), small.size());
      if (i % 50 == 0) {
        assertEquals(linked, small);
        assertEquals(small, linked);
        assertEquals(linked.hashCode(), small.hashCode());
        assertEquals(new ArrayList<>(linked.entrySet()), new ArrayList<>(small.entrySet()));
        List<@Nullable Object> each = new ArrayList<>();
        small.forEach((key, item) -> each.add(key + "=" + item));
        assertEquals(linked.entrySet().stream().map(String::valueOf).toList(), each);
      }
    }
  }

  /** Looked through for each, 10,000 names would take 50 million comparisons. */
  @Test
  void manyNamesAreFoundByTheirHashes() {
    Map<String, Object> map = new SmallMap<>();
    for (int i = 0; i < 100; i++) {
      map.put("name" + i, i);
    }
    AtomicInteger hashed = new AtomicInteger();
    Object name =
        new Object() {
          @Override
          public int hashCode() {
            return hashed.incrementAndGet();
          }
        };
    assertNull(map.get(name));
    assertFalse(map.containsKey(name));
    assertEquals(2, hashed.get(), "Look one of many names up by its hash");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Map<String, Object> map = new SmallMap<>();
    assertNull(map.get("a"));
    assertNull(map.remove("a"));
    map.put("a", 1);
    Iterator<Map.Entry<String, Object>> entries = map.entrySet().iterator();
    assertEquals(Map.entry("a", 1), entries.next());
    assertThrows(NoSuchElementException.class, entries::next);
  }
}
