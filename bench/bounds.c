/*
 * What this processor can do at most, without a compiler of WebAssembly between: loads, stores and multiply-adds a cycle, and
 * the loop of the sparse products (for each of 15,000 pixels a row of weights times the pixel's value, in lists of 150).
 * docs/performance.md compares the kernels with it.
 *
 *     gcc -O2 -march=x86-64-v3 bench/bounds.c -o /tmp/bounds && /tmp/bounds
 *
 * Rows of weights are drawn at random from `rows` of them: few lie in the nearest cache, all 784 in the second.
 */

#include <immintrin.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PIXELS 15000
#define LIST 150
#define KIB 1024

static float memory[1 << 20] __attribute__((aligned(4096)));
static unsigned short row[PIXELS];
static unsigned char value[PIXELS];
float sums[128] __attribute__((aligned(64)));

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* Seconds of the fastest of 50. */
#define BEST(call)                                  \
  ({                                                \
    double best = 1e9;                              \
    for (int i = 0; i < 50; i++) {                  \
      double begun = now();                         \
      call;                                         \
      double taken = now() - begun;                 \
      if (taken < best) best = taken;               \
    }                                               \
    best;                                           \
  })

/* A chain of multiplications of three cycles each: the clock. (Some processors add constants without an instruction.) */
__attribute__((noipa)) long multiplications(long n) {
  long x = n;
  for (long i = 0; i < n; i++)
    __asm__ volatile("imul %0,%0\n imul %0,%0\n imul %0,%0\n imul %0,%0\n imul %0,%0\n imul %0,%0\n imul %0,%0\n imul %0,%0" : "+r"(x));
  return x;
}

#define EIGHT(f) f(0) f(1) f(2) f(3) f(4) f(5) f(6) f(7)
#define FMA(i) "vfmadd231ps %%ymm14,%%ymm15,%%ymm" #i "\n"
#define LOAD(i) "vmovaps 32*" #i "(%0),%%ymm" #i "\n"
#define STORE(i) "vmovaps %%ymm15,32*" #i "(%0)\n"
#define CLOBBERED "memory", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9"

__attribute__((noipa)) void multiply_adds(long n) {
  for (long i = 0; i < n; i++) __asm__ volatile(EIGHT(FMA) FMA(8) FMA(9)::: CLOBBERED);
}

__attribute__((noipa)) void loads(int bytes) {
  for (char *p = (char *)memory, *end = p + bytes; p < end; p += 256) __asm__ volatile(EIGHT(LOAD)::"r"(p) : CLOBBERED);
}

__attribute__((noipa)) void stores(int bytes) {
  for (char *p = (char *)memory, *end = p + bytes; p < end; p += 256) __asm__ volatile(EIGHT(STORE)::"r"(p) : CLOBBERED);
}

#define DECLARE(i) __m256 a##i = _mm256_setzero_ps();
#define ADD(i) a##i = _mm256_fmadd_ps(x, _mm256_load_ps(w + 8 * i), a##i);
#define KEEP(i) _mm256_store_ps(sums + 8 * i, a##i);

/* The sparse product for a tile of 64 units: eight sums of eight lanes. */
__attribute__((noipa)) void sparse(void) {
  for (int list = 0; list < PIXELS; list += LIST) {
    EIGHT(DECLARE)
    for (int p = list; p < list + LIST; p++) {
      const float *w = memory + 64 * row[p];
      __m256 x = _mm256_set1_ps(value[p]);
      EIGHT(ADD)
    }
    EIGHT(KEEP)
  }
}

int main(void) {
  for (int i = 0; i < 1 << 20; i++) memory[i] = 1e-3f; /* untouched pages would all be one page of zeros */
  double hertz = 24e6 / BEST(multiplications(1000000));
  double peak = 10e6 / BEST(multiply_adds(1000000));
  printf("clock %.2f GHz, %.2f multiply-adds of eight lanes a cycle: %.0f GFLOP/s\n", hertz / 1e9, peak / hertz, 16e-9 * peak);
  int sizes[] = {16, 40, 200, 800};
  for (int i = 0; i < 4; i++) {
    int bytes = sizes[i] * KIB;
    double read = bytes / 32 / BEST(loads(bytes)), written = bytes / 32 / BEST(stores(bytes));
    printf("%4d KiB: %.2f loads, %.2f stores of eight lanes a cycle\n", sizes[i], read / hertz, written / hertz);
  }
  int rows[] = {16, 96, 392, 784};
  for (int i = 0; i < 4; i++) {
    for (int p = 0; p < PIXELS; p++) {
      row[p] = (p * 5 + rand() % 5) % 784 % rows[i];
      value[p] = 1 + rand() % 255;
    }
    double rate = PIXELS * 8.0 / BEST(sparse());
    printf("sparse product, %3d rows (%3d KiB): %.0f GFLOP/s, %.0f %% of the peak\n", rows[i], rows[i] / 4, 16e-9 * rate,
           100 * rate / peak);
  }
}
