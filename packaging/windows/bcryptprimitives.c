/* The one function of bcryptprimitives.dll that Rust's standard library asks for: the wine 8 of
   Debian 12 lacks it. For tests only, beside the program; Windows has its own. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
  return SystemFunction036(buffer, (ULONG)length);
}
