/* Holds a file open as office programs do, so that nobody else may write it: `hold FILE SECONDS`. */
#include <stdlib.h>
#include <windows.h>

int wmain(int count, wchar_t **arguments) {
  if (count != 3) return 2;
  HANDLE file = CreateFileW(arguments[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL,
                            OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return 1;
  Sleep(1000 * (DWORD)_wtoi(arguments[2]));
  CloseHandle(file);
  return 0;
}
