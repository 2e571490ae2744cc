/** A DBC file with the kinds of signals that there are: both byte orders, signs, floats, long ones, switches, names. */
export const TRIAL_DBC = `VERSION "1.0"

NS_ :
\tNS_DESC_
\tCM_
\tVAL_

BS_:

BU_: Engine Gateway

BO_ 291 EngineData: 8 Engine
 SG_ Speed : 0|16@1+ (0.25,0) [0|16383.75] "rpm" Gateway
 SG_ Temperature : 16|8@1- (1,40) [-88|167] "\u00b0C" Gateway
 SG_ Torque : 31|12@0- (0.5,-100) [0|0] "Nm" Gateway
 SG_ State : 40|2@1+ (1,0) [0|3] "" Gateway
 SG_ Counter : 51|12@0+ (1,0) [0|4095] "" Gateway

BO_ 2566844672 Odometer: 8 Gateway
 SG_ Distance : 0|64@1+ (1,0) [0|0] "mm" Engine

BO_ 513 Pressure: 8 Engine
 SG_ Inlet : 0|32@1- (1,0) [0|0] "bar" Gateway
 SG_ Outlet : 39|32@0- (2,1) [0|0] "bar" Gateway

BO_ 514 Precise: 8 Engine
 SG_ Value : 0|64@1- (1,0) [0|0] "V" Gateway

BO_ 515 Switched: 4 Engine
 SG_ Page M : 0|8@1+ (1,0) [0|255] "" Gateway
 SG_ First m0 : 8|16@1+ (0.1,0) [0|6553.5] "A" Gateway
 SG_ Second m1 : 8|8@1- (1,0) [-128|127] "A" Gateway
 SG_ Always : 24|8@1+ (1,0) [0|255] "%" Gateway

CM_ BO_ 291 "What the engine says;
BO_ 1 is no message here.";
BA_DEF_ BO_ "GenMsgCycleTime" INT 0 65535;
VAL_ 291 State 0 "Off" 1 "Starting" 2 "Running; warm" 3 "Fault" ;
SIG_VALTYPE_ 513 Inlet : 1;
SIG_VALTYPE_ 513 Outlet : 1;
SIG_VALTYPE_ 514 Value : 2;
`
