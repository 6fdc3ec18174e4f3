; Installer for one user, without administrator's rights:
;   makensis -DVERSION=0.2.0 -DEXE=…/allegati.exe -DOUT=…/allegati-0.2.0-installa.exe allegati.nsi
; Silent with /S; exit status 0 done, 1 cancelled by the user, 2 failed. /D=FOLDER, last and without
; quotation marks, installs elsewhere.
Target amd64-unicode
ManifestDPIAware true
!include "MUI2.nsh"
!include "FileFunc.nsh"

Name "allegati ${VERSION}"
BrandingText "allegati ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\allegati"
InstallDirRegKey HKCU "Software\allegati" "cartella"
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1040 "ProductName" "allegati"
VIAddVersionKey /LANG=1040 "FileDescription" "Installa allegati"
VIAddVersionKey /LANG=1040 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1040 "LegalCopyright" "EUPL-1.2"

!define MUI_ICON "allegati.ico"
!define MUI_UNICON "allegati.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "allegati.bmp"
!define MUI_WELCOMEPAGE_TEXT "allegati prepara gli allegati di una deliberazione (PDF, Excel e Word) dal Piano Obiettivi.$\r$\n$\r$\nSi installa solo per chi lo usa: non servono i diritti di amministratore, e non si riavvia il computer.$\r$\n$\r$\nPer cominciare premere «Installa»."
!define MUI_FINISHPAGE_TEXT "Si apre dal menu Start, con la voce «allegati»; oppure con il tasto destro su un file di Excel, con la voce «Fai gli allegati»."
!define MUI_FINISHPAGE_RUN "$INSTDIR\allegati.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "apri"
!define MUI_FINISHPAGE_RUN_TEXT "Aprire allegati"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Italian"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\allegati"
!define KINDS "Software\Classes\SystemFileAssociations"

; Adds «Fai gli allegati» to the context menu of a kind of files.
!macro Verb EXT
  WriteRegStr HKCU "${KINDS}\${EXT}\shell\allegati" "" "Fai gli allegati"
  WriteRegStr HKCU "${KINDS}\${EXT}\shell\allegati" "Icon" "$INSTDIR\allegati.exe"
  WriteRegStr HKCU "${KINDS}\${EXT}\shell\allegati\command" "" '"$INSTDIR\allegati.exe" apri "%1"'
!macroend
!macro NoVerb EXT
  DeleteRegKey HKCU "${KINDS}\${EXT}\shell\allegati"
  DeleteRegKey /ifempty HKCU "${KINDS}\${EXT}\shell"
  DeleteRegKey /ifempty HKCU "${KINDS}\${EXT}"
!macroend
; Tells the desktop that what files are for has changed.
!macro Refresh
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Waits until the program is closed: Windows writes over no program that runs, and removes none.
!macro Closed UN
Function ${UN}Closed
  again:
  IfFileExists "$INSTDIR\allegati.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\allegati.exe" a
  IfErrors 0 free
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "allegati è aperto: nella sua pagina premere «Chiudi», e poi qui «Riprova»." /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Abort
  free:
  FileClose $0
  closed:
FunctionEnd
!macroend
!insertmacro Closed ""
!insertmacro Closed "un."

Section "allegati"
  Call Closed
  SetOutPath "$INSTDIR"
  File "/oname=allegati.exe" "${EXE}"
  File "/oname=LICENZA.txt" "..\..\LICENSE"
  File "/oname=TERZE-PARTI.md" "..\..\THIRD-PARTY.md"
  WriteRegStr HKCU "Software\allegati" "cartella" "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\allegati.lnk" "$INSTDIR\allegati.exe" "apri" "$INSTDIR\allegati.exe" 0 SW_SHOWMINIMIZED
  !insertmacro Verb ".xlsx"
  !insertmacro Verb ".xls"
  !insertmacro Verb ".ods"
  !insertmacro Verb ".docx"
  !insertmacro Verb ".odt"
  !insertmacro Verb ".yaml"
  WriteRegStr HKCU "Software\Classes\.yaml\OpenWithProgids" "allegati.piano" ""
  WriteRegStr HKCU "Software\Classes\allegati.piano" "" "Piano degli obiettivi"
  WriteRegStr HKCU "Software\Classes\allegati.piano\DefaultIcon" "" "$INSTDIR\allegati.exe,0"
  WriteRegStr HKCU "Software\Classes\allegati.piano\shell\open\command" "" '"$INSTDIR\allegati.exe" apri "%1"'
  WriteUninstaller "$INSTDIR\disinstalla.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "allegati"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\allegati.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\disinstalla.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\disinstalla.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  !insertmacro Refresh
SectionEnd

Section "Uninstall"
  Call un.Closed
  !insertmacro NoVerb ".xlsx"
  !insertmacro NoVerb ".xls"
  !insertmacro NoVerb ".ods"
  !insertmacro NoVerb ".docx"
  !insertmacro NoVerb ".odt"
  !insertmacro NoVerb ".yaml"
  DeleteRegValue HKCU "Software\Classes\.yaml\OpenWithProgids" "allegati.piano"
  DeleteRegKey /ifempty HKCU "Software\Classes\.yaml\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.yaml"
  DeleteRegKey HKCU "Software\Classes\allegati.piano"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\allegati"
  Delete "$SMPROGRAMS\allegati.lnk"
  Delete "$INSTDIR\allegati.exe"
  Delete "$INSTDIR\LICENZA.txt"
  Delete "$INSTDIR\TERZE-PARTI.md"
  Delete "$INSTDIR\disinstalla.exe"
  RMDir "$INSTDIR"
  ; Where `allegati guida` writes it.
  Delete "$LOCALAPPDATA\allegati\guida-allegati.html"
  RMDir "$LOCALAPPDATA\allegati"
  !insertmacro Refresh
SectionEnd
