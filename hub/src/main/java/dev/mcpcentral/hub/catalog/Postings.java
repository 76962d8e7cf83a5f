package dev.mcpcentral.hub.catalog;

import java.util.Arrays;

/** The tools that contain one word, and how much it counts in each. */
final class Postings {
  private int[] tools = new int[4];
  private float[] weights = new float[4];
  private int size;

  void add(int tool, float weight) {
    if (size == tools.length) {
      resize(size * 2);
    }
    tools[size] = tool;
    weights[size++] = weight;
  }

  void trim() {
    resize(size);
  }

  int size() {
    return size;
  }

  private void resize(int capacity) {
    tools = Arrays.copyOf(tools, capacity);
    weights = Arrays.copyOf(weights, capacity);
  }

  /** How much the word tells a tool from the others: the inverse document frequency. */
  double rarity(int all) {
    return Math.log(1 + (all - size + 0.5) / (size + 0.5));
  }

  /** Raises each tool's score to what this word gives it, where that is more. */
  void raise(double[] scores, double factor) {
    for (int i = 0; i < size; i++) {
      scores[tools[i]] = Math.max(scores[tools[i]], factor * weights[i]);
    }
  }
}
