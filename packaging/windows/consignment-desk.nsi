; The installer for Windows: for one person without an administrator, or for all with one.
;   makensis [-DTARGET=amd64-unicode] -DVERSION=0.1.0 -DNUMBERS=0.1.0.0 -DFROZEN=…\consignment-desk -DICON=….ico -DLICENCE=….txt -DOUTPUT=….exe consignment-desk.nsi
; Switches of the installer:   /S silent, /CurrentUser or /AllUsers, /D=C:\where (last, without quotes)
; Switches of the uninstaller: /S silent, /DeleteData takes this person's data and keys too; without it both stay, unless
;   the person who installed it for themselves says yes when asked
; Exit codes: 0 done, 1 stopped by the person, 2 not done (the program runs, or a file cannot be written)

!ifdef TARGET
  Target ${TARGET}
!else
  Unicode true
!endif
!ifdef QUICKLY
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS all

!define NAME "Consignment Desk"
!define PROGRAM "ConsignmentDesk.exe"
!define CLASS_OF_DRAFTS "ConsignmentDesk.Draft"
!define CLASS_OF_ORDERS "ConsignmentDesk.Orders"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\ConsignmentDesk"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_FUNCTION onInstallMode
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME} Setup"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey CompanyName "${NAME}"
VIAddVersionKey LegalCopyright "MIT License; see licences.txt for all parts"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var DeleteData

Function .onInit
  SetRegView 64
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  StrCpy $DeleteData 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DeleteData" $1
  ${IfNot} ${Errors}
    StrCpy $DeleteData 1
  ${EndIf}
FunctionEnd

Function onInstallMode
  ; MultiUser takes $LOCALAPPDATA for one person; Windows' own place for programs is the folder in it.
  ${If} $MultiUser.InstallMode == "CurrentUser"
  ${AndIf} $INSTDIR == "$LOCALAPPDATA\${NAME}"
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
FunctionEnd

!macro NOT_WHILE_IT_RUNS
  ; A running program's file cannot be opened to be written. One whose window was just closed ends within a moment.
  again:
  StrCpy $1 0
  waiting:
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      ${If} $1 < 10
        Sleep 300
        IntOp $1 $1 + 1
        Goto waiting
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is running, or its file cannot be written. Close its window, then try again." /SD IDCANCEL IDRETRY again
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section
  !insertmacro NOT_WHILE_IT_RUNS
  ; What an earlier version had and this one has not would stay and be loaded.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  SetOverwrite on
  ClearErrors
  File /r "${FROZEN}\*.*"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort "Not every file could be written to $INSTDIR."
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "Pack goods, ship them and follow them"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "Pack goods, ship them and follow them"

  WriteRegStr SHCTX "Software\Classes\.consignment" "" "${CLASS_OF_DRAFTS}"
  WriteRegStr SHCTX "Software\Classes\.consignment" "Content Type" "application/x-consignment-desk"
  WriteRegStr SHCTX "Software\Classes\${CLASS_OF_DRAFTS}" "" "Consignment draft"
  WriteRegStr SHCTX "Software\Classes\${CLASS_OF_DRAFTS}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "Software\Classes\${CLASS_OF_DRAFTS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr SHCTX "Software\Classes\${CLASS_OF_ORDERS}" "" "Orders"
  WriteRegStr SHCTX "Software\Classes\${CLASS_OF_ORDERS}\shell\open" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "Software\Classes\${CLASS_OF_ORDERS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr SHCTX "Software\Classes\.csv\OpenWithProgids" "${CLASS_OF_ORDERS}" ""
  WriteRegStr SHCTX "Software\Classes\.xlsx\OpenWithProgids" "${CLASS_OF_ORDERS}" ""

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The authors of ${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
  ; Windows is told that what files open with has changed (SHCNE_ASSOCCHANGED).
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  !insertmacro NOT_WHILE_IT_RUNS
  ; What was installed for all may be removed by an administrator, whose own data this would be.
  ${If} $DeleteData == 0
  ${AndIf} $MultiUser.InstallMode == "CurrentUser"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Delete your drafts, your journal, your settings and your API keys on this computer as well? This cannot be undone." /SD IDNO IDNO kept
      StrCpy $DeleteData 1
    kept:
  ${EndIf}
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${If} $MultiUser.InstallMode == "CurrentUser"
    ; Only if nothing else is in it.
    RMDir "$LOCALAPPDATA\Programs"
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 SHCTX "Software\Classes\.consignment" ""
  ${If} $0 == "${CLASS_OF_DRAFTS}"
    DeleteRegKey SHCTX "Software\Classes\.consignment"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${CLASS_OF_DRAFTS}"
  DeleteRegKey SHCTX "Software\Classes\${CLASS_OF_ORDERS}"
  DeleteRegValue SHCTX "Software\Classes\.csv\OpenWithProgids" "${CLASS_OF_ORDERS}"
  DeleteRegValue SHCTX "Software\Classes\.xlsx\OpenWithProgids" "${CLASS_OF_ORDERS}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.csv\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.xlsx\OpenWithProgids"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${If} $DeleteData == 1
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${NAME}"
    Call un.deleteKeys
  ${EndIf}
SectionEnd

; Deletes each entry of this person's Credential Manager that the program made: “Consignment Desk”, or “…@Consignment Desk”.
Function un.deleteKeys
  System::Call 'advapi32::CredEnumerateW(p 0, i 0, *i .r1, *p .r2) i .r0'
  ${If} $0 = 0
    Return
  ${EndIf}
  StrCpy $3 0
  ${While} $3 < $1
    IntOp $4 $3 * ${NSIS_PTR_SIZE}
    IntPtrOp $4 $4 + $2
    System::Call '*$4(p .r5)'
    System::Call '*$5(i, i .r6, w .r7)'
    StrCpy $8 $7 "" -17
    ${If} $7 == "${NAME}"
    ${OrIf} $8 == "@${NAME}"
      System::Call 'advapi32::CredDeleteW(w r7, i r6, i 0)'
    ${EndIf}
    IntOp $3 $3 + 1
  ${EndWhile}
  System::Call 'advapi32::CredFree(p r2)'
FunctionEnd
